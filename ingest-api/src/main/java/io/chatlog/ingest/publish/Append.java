package io.chatlog.ingest.publish;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.Position;

/** What became of one record that was to be appended. */
public sealed interface Append {
  /** Every in-sync replica has it: it will be decided. */
  record Acknowledged(Position position) implements Append {}

  /**
   * It is not on the log and never will be: append it again, or not, at will.
   *
   * @param code {@code log_unavailable}, {@code too_many_requests}, or {@code limit_exceeded} for a
   *     record that the log never takes
   */
  record NotWritten(ErrorCode code, String detail) implements Append {}

  /** It may be on the log or not: append it again under the same id. */
  record Unknown(String detail) implements Append {}
}
