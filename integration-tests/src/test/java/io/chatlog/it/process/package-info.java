/** Runs Chatlog as processes of their own, as ./chatlog does, and kills them. */
@NullMarked
package io.chatlog.it.process;

import org.jspecify.annotations.NullMarked;
