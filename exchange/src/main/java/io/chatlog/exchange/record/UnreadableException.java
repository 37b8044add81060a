package io.chatlog.exchange.record;

import io.chatlog.error.ErrorCode;
import java.io.IOException;

/** A file of an export, or the export as a whole, cannot be read, or not any further. */
public final class UnreadableException extends IOException {
  private final transient ErrorCode code;
  private final boolean beyondLimit;

  /**
   * @param code what is wrong
   * @param detail the same in words, without a name of a class
   */
  public UnreadableException(ErrorCode code, String detail) {
    this(code, detail, false);
  }

  private UnreadableException(ErrorCode code, String detail, boolean beyondLimit) {
    super(detail);
    this.code = code;
    this.beyondLimit = beyondLimit;
  }

  /** There is more of something than is taken: no other file of the export is read either. */
  public static UnreadableException beyondLimit(String detail) {
    return new UnreadableException(ErrorCode.IMPORT_ARCHIVE_REFUSED, detail, true);
  }

  /** The same, with the place before what is wrong. */
  public UnreadableException at(String place) {
    return new UnreadableException(code, place + ": " + detail(), beyondLimit);
  }

  /** Whether a limit of the whole export is reached, rather than one file damaged. */
  public boolean isBeyondLimit() {
    return beyondLimit;
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
