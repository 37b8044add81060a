package io.chatlog.auth;

/** Too many passwords are hashed now: the same may succeed a little later. */
public final class TooManyHashesException extends Exception {
  private static final long serialVersionUID = 1;

  TooManyHashesException(int atOnceMax) {
    super(atOnceMax + " passwords are hashed at once, and there was no turn in time");
  }
}
