package io.chatlog.ingest.email;

import io.chatlog.error.ErrorCode;

/** The log or the owner of a partition did not answer in time. */
final class UnansweredException extends Exception {
  private static final long serialVersionUID = 1;
  private final ErrorCode code;

  UnansweredException(ErrorCode code, String detail) {
    super(detail);
    this.code = code;
  }

  Claimed.Failed asFailed() {
    return new Claimed.Failed(code, String.valueOf(getMessage()));
  }
}
