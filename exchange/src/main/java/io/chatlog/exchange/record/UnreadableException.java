package io.chatlog.exchange.record;

import io.chatlog.error.ErrorCode;
import java.io.IOException;

/** The export as a whole cannot be read, or not any further. */
public final class UnreadableException extends IOException {
  private final transient ErrorCode code;

  /**
   * @param code what is wrong
   * @param detail the same in words, without a name of a class
   */
  public UnreadableException(ErrorCode code, String detail) {
    super(detail);
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
