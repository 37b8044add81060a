/** Answers reads from the state of a partition. */
@NullMarked
package io.chatlog.processor.read;

import org.jspecify.annotations.NullMarked;
