/** Makes a context from a conversation by rules: no model, no clock, no state. */
@NullMarked
package io.chatlog.query.context;

import org.jspecify.annotations.NullMarked;
