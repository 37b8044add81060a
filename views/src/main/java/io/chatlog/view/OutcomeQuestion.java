package io.chatlog.view;

import io.chatlog.value.ContextId;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Asks what became of the write at an offset, which was about a user, one of its sessions, or one
 * of that session's messages.
 *
 * @param offset the write's offset in the partition asked
 * @param session null when the write was about the user itself
 * @param message null when the write was about none
 * @param context a context of the user; null when the write was about none
 */
public record OutcomeQuestion(
    long offset,
    UserId user,
    @Nullable SessionId session,
    @Nullable MessageId message,
    @Nullable ContextId context) {
  /** About a user, a session or a message. */
  public OutcomeQuestion(
      long offset, UserId user, @Nullable SessionId session, @Nullable MessageId message) {
    this(offset, user, session, message, null);
  }
}
