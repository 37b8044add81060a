package io.chatlog.processor.fold;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Why the write at an offset was refused.
 *
 * @param detail what was wrong, for people
 * @param owner whose write it was; null where it could not be read, and in rows of earlier versions
 */
public record RejectionRow(ErrorCode code, String detail, @Nullable UserId owner) {}
