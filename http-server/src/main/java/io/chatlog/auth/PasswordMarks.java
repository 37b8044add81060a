package io.chatlog.auth;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;

/**
 * Which password a user has now: what a token is checked against. Thread-safe; may block as a read
 * does.
 */
@FunctionalInterface
public interface PasswordMarks {
  /** What is known of a user's password. */
  sealed interface Answer {}

  /** The user has this one. */
  record Has(PasswordMark mark) implements Answer {}

  /** There is no such user, or it has no password. */
  record HasNone() implements Answer {}

  /**
   * It cannot be said now; asking again may help.
   *
   * @param code what the caller is told, one that is retryable
   * @param detail what happened, for people
   */
  record Unknown(ErrorCode code, String detail) implements Answer {}

  /**
   * The user's password.
   *
   * @param atLeast what the answer must reflect
   */
  Answer of(UserId user, Positions atLeast);

  /** For servers without tokens, which never ask. */
  static PasswordMarks none() {
    return (user, atLeast) -> new HasNone();
  }
}
