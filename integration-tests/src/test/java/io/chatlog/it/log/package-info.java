/** What the log and its topics promise. */
@NullMarked
package io.chatlog.it.log;

import org.jspecify.annotations.NullMarked;
