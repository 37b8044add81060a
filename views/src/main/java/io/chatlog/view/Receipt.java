package io.chatlog.view;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/** What became of the write at a position, when nothing but the position is known. */
public sealed interface Receipt {
  /** It was applied, or repeated an earlier write. */
  record Applied() implements Receipt {}

  /**
   * It was refused and changed nothing.
   *
   * @param detail what was wrong, for people
   * @param owner whose write it was; null where that is not known
   */
  record Rejected(ErrorCode code, String detail, @Nullable UserId owner) implements Receipt {}

  /** It is not decided yet, or there is no such write yet. */
  record Pending() implements Receipt {}
}
