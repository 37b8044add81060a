/** Vectors that stand for texts, and who makes them. Knows neither the log nor HTTP routes. */
@NullMarked
package io.chatlog.embedding;

import org.jspecify.annotations.NullMarked;
