package io.chatlog.http.problem;

import io.chatlog.error.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as clients see it (RFC 9457): one code of the catalogue, what happened this time, and
 * every fault found.
 *
 * @param code what happened; gives status, title and whether repeating helps
 * @param detail what happened this time, in words; never a class name or a stack trace
 * @param errors the single faults of a validation, empty for everything else
 * @param retryAfterSeconds how long to wait before repeating; null where that is not said
 */
public record Problem(
    ErrorCode code, String detail, List<FieldFault> errors, @Nullable Integer retryAfterSeconds) {

  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final int OVERLOAD_RETRY_AFTER_SECONDS = 1;

  public Problem {
    errors = List.copyOf(errors);
  }

  /** A problem without single faults. 429 and 503 advise to wait one second. */
  public static Problem of(ErrorCode code, String detail) {
    boolean overload = code.status() == 429 || code.status() == 503;
    return new Problem(code, detail, List.of(), overload ? OVERLOAD_RETRY_AFTER_SECONDS : null);
  }

  /** A problem whose detail is the code's title. */
  public static Problem of(ErrorCode code) {
    return of(code, code.title());
  }

  /** The same with these faults. */
  public Problem withErrors(List<FieldFault> faults) {
    return new Problem(code, detail, faults, retryAfterSeconds);
  }

  /** The same with another {@code Retry-After}, in seconds. */
  public Problem withRetryAfter(int seconds) {
    return new Problem(code, detail, errors, seconds);
  }

  /**
   * The URI that names this kind of problem, relative to the server: its entry in the reference.
   */
  public String type() {
    return "/docs#" + code.wireName();
  }

  /** This problem, to be thrown out of the depth of a handler. */
  public ProblemException toException() {
    return new ProblemException(this);
  }
}
