package io.chatlog.topic;

/** No broker answered in time. The message names the addresses; trying again may help. */
public final class LogUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that names the addresses and the time waited. */
  public LogUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
