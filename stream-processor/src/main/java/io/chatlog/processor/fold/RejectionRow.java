package io.chatlog.processor.fold;

import io.chatlog.error.ErrorCode;

/**
 * Why the write at an offset was refused.
 *
 * @param detail what was wrong, for people
 */
public record RejectionRow(ErrorCode code, String detail) {}
