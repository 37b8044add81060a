package io.chatlog.http.problem;

import io.chatlog.error.ErrorCode;
import java.util.Map;

/**
 * Ends a request with a {@link Problem} from wherever it was found. An expected outcome on its way
 * to the client, hence without a stack trace; a fault of the server is any other exception.
 */
public final class ProblemException extends RuntimeException {
  private final transient Problem problem;
  private final transient Map<String, String> headers;

  public ProblemException(Problem problem) {
    this(problem, Map.of());
  }

  /**
   * A problem whose answer has headers of its own.
   *
   * @param headers values by name, free of control characters
   */
  public ProblemException(Problem problem, Map<String, String> headers) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
    this.headers = Map.copyOf(headers);
  }

  public ProblemException(ErrorCode code, String detail) {
    this(Problem.of(code, detail));
  }

  /** What the client is told. */
  public Problem problem() {
    return problem;
  }

  /** What the answer's headers say beside the problem. */
  public Map<String, String> headers() {
    return headers;
  }
}
