package io.chatlog.ingest.elsewhere;

import io.chatlog.error.ErrorCode;

/** The log or a read did not answer; to repeat is safe. */
final class UnansweredException extends Exception {
  private static final long serialVersionUID = 1;
  private final ErrorCode code;

  UnansweredException(ErrorCode code, String detail) {
    super(detail);
    this.code = code;
  }

  Erased.Failed asFailed() {
    return new Erased.Failed(code, String.valueOf(getMessage()));
  }
}
