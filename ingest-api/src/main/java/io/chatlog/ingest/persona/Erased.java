package io.chatlog.ingest.persona;

import io.chatlog.error.ErrorCode;

/** Whether the personas of a user are gone. */
public sealed interface Erased {
  /** They are, as far as they were decided when they were looked for. */
  record All() implements Erased {}

  /**
   * Some may be left; to repeat goes on where this ended.
   *
   * @param code {@code log_unavailable}, {@code partition_unavailable} or another one that may be
   *     repeated
   */
  record Failed(ErrorCode code, String detail) implements Erased {}
}
