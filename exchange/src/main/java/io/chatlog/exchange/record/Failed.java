package io.chatlog.exchange.record;

import io.chatlog.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A conversation or a message that cannot be taken.
 *
 * @param conversation the id of its session, or null where it has none
 * @param message the id of the message, or null for the conversation as a whole
 * @param where the place in the export, in words
 */
public record Failed(
    @Nullable String conversation,
    @Nullable String message,
    String where,
    ErrorCode code,
    String detail) {}
