package io.chatlog.view;

import io.chatlog.error.ErrorCode;

/** What became of the write at a position, when nothing but the position is known. */
public sealed interface Receipt {
  /** It was applied, or repeated an earlier write. */
  record Applied() implements Receipt {}

  /**
   * It was refused and changed nothing.
   *
   * @param detail what was wrong, for people
   */
  record Rejected(ErrorCode code, String detail) implements Receipt {}

  /** It is not decided yet, or there is no such write yet. */
  record Pending() implements Receipt {}
}
