package io.chatlog.standalone.role;

/**
 * A role does not start as asked. The message says why and what to do, in one or more lines for the
 * person who asked; a stack trace would add nothing.
 */
public final class StartRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the reason. */
  public StartRefusedException(String message) {
    super(message);
  }

  /** With the reason and what brought it about. */
  public StartRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
