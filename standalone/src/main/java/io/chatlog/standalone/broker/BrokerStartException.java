package io.chatlog.standalone.broker;

/** The broker did not start. The message says why, in words for the person who started it. */
public final class BrokerStartException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the reason. */
  public BrokerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
