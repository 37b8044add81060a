/** Vectors that a model makes, of a system that is set up to have them made. */
@NullMarked
package io.chatlog.it.embedding;

import org.jspecify.annotations.NullMarked;
