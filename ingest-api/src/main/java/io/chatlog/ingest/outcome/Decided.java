package io.chatlog.ingest.outcome;

import io.chatlog.error.ErrorCode;
import io.chatlog.view.Outcome;

/** Whether an acknowledged write is decided, as far as the caller waited. */
public sealed interface Decided {
  /** It is. */
  record Yes(Outcome outcome) implements Decided {}

  /**
   * It is not yet, or whoever knows could not be asked: its receipt will tell.
   *
   * @param code why there is no answer
   */
  record NotYet(ErrorCode code, String detail) implements Decided {}
}
