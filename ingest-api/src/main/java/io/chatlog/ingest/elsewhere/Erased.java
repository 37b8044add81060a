package io.chatlog.ingest.elsewhere;

import io.chatlog.error.ErrorCode;

/** Whether what a user has in partitions of others is gone. */
public sealed interface Erased {
  /** It is: everything that the log had acknowledged when it was looked for. */
  record All() implements Erased {}

  /**
   * Something may be left; to repeat goes on where this ended.
   *
   * @param code {@code log_unavailable}, {@code partition_unavailable} or another one that may be
   *     repeated
   */
  record Failed(ErrorCode code, String detail) implements Erased {}
}
