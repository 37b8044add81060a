package io.chatlog.standalone.client.http;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of a request.
 *
 * @param <T> what the body of a success was read into
 */
public sealed interface Reply<T> {
  /** The server did it, or answers what was asked: a status of 2xx. */
  record Answered<T>(int status, T body) implements Reply<T> {}

  /**
   * The server, or a proxy before it, refused the request.
   *
   * @param code of the error catalogue; empty when the answer is no problem+json
   * @param why for a person, in one line, the code included
   * @param retryAfter how long to wait before another attempt, if it said
   */
  record Refused<T>(int status, String code, String why, Optional<Duration> retryAfter)
      implements Reply<T> {
    /** Whether the same request may be answered otherwise a little later. */
    public boolean isPassing() {
      return switch (status) {
        case 408, 425, 429, 500, 502, 503, 504 -> true;
        default -> false;
      };
    }
  }

  /** No server answers there: nothing was sent. */
  record Unreachable<T>(String why) implements Reply<T> {}

  /** The connection broke off, or the answer cannot be read: what was asked may have been done. */
  record Broken<T>(String why) implements Reply<T> {}
}
