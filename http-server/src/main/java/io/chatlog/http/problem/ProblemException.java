package io.chatlog.http.problem;

import io.chatlog.error.ErrorCode;

/**
 * Ends a request with a {@link Problem} from wherever it was found. An expected outcome on its way
 * to the client, hence without a stack trace; a fault of the server is any other exception.
 */
public final class ProblemException extends RuntimeException {
  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public ProblemException(ErrorCode code, String detail) {
    this(Problem.of(code, detail));
  }

  /** What the client is told. */
  public Problem problem() {
    return problem;
  }
}
