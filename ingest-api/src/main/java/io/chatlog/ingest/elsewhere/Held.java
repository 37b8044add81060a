package io.chatlog.ingest.elsewhere;

import io.chatlog.error.ErrorCode;

/** Whether a user has something in partitions of others. */
public sealed interface Held {
  /** It has. */
  record Something() implements Held {}

  /** It has not, or is not there. */
  record Nothing() implements Held {}

  /**
   * Nobody can tell now.
   *
   * @param code {@code log_unavailable}, {@code partition_unavailable} or another one that may be
   *     repeated
   */
  record Unknown(ErrorCode code, String detail) implements Held {}
}
