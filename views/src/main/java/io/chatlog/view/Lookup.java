package io.chatlog.view;

import io.chatlog.error.ErrorCode;

/** What a read found, or which part of its address does not exist. */
public sealed interface Lookup<T> {
  /** It is there. */
  record Found<T>(T value) implements Lookup<T> {}

  /**
   * It is not there.
   *
   * @param code which part is missing: {@code user_not_found}, {@code session_not_found}, …
   */
  record Missing<T>(ErrorCode code) implements Lookup<T> {}
}
