package io.chatlog.exchange.json;

import io.chatlog.error.ErrorCode;

/** One part of an input cannot be taken; what stands behind it can. Caught where the part began. */
public final class FaultException extends RuntimeException {
  private final transient ErrorCode code;

  /** A part that is at fault. */
  public FaultException(ErrorCode code, String detail) {
    super(detail, null, false, false);
    this.code = code;
  }

  /** What is wrong. */
  public ErrorCode code() {
    return code;
  }

  /** What is wrong, in words. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
