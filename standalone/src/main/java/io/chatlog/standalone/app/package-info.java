/** Wires the classes of every role together. Nothing else does. */
@NullMarked
package io.chatlog.standalone.app;

import org.jspecify.annotations.NullMarked;
