package io.chatlog.standalone.load;

/** The load cannot go on: the server does not take such requests. The message says why. */
public final class LoadStoppedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the reason, for a person. */
  public LoadStoppedException(String message) {
    super(message);
  }
}
