package io.chatlog.view;

import io.chatlog.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What became of one accepted write. */
public sealed interface Outcome {
  /**
   * It was applied, now or by an earlier write of the same id and content.
   *
   * @param duplicate whether an earlier write had done it
   * @param seq the message's seq; 0 for other writes
   * @param entity what it was about, as it is now; null when not asked for, or gone
   */
  record Applied(boolean duplicate, long seq, @Nullable Entity entity) implements Outcome {}

  /**
   * It was refused and changed nothing.
   *
   * @param detail what was wrong, for people
   */
  record Refused(ErrorCode code, String detail) implements Outcome {}
}
