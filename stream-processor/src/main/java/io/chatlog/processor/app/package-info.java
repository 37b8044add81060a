/** Wires the stream processor together. */
@NullMarked
package io.chatlog.processor.app;

import org.jspecify.annotations.NullMarked;
