package io.chatlog.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.Problem;
import io.chatlog.http.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;

/**
 * The bound of a request's line and headers, told in the ordinary way.
 *
 * <p>Jetty has a bound of its own, at {@value #HARD_FACTOR} times as much, for what must not even
 * be held. What is beyond that it answers on another thread while the first still works on the
 * connection: seen under load, the client then gets another status or no answer at all.
 */
final class RequestHead {
  /** How many times the bound is held before the connection is given up. */
  static final int HARD_FACTOR = 8;

  private static final int FIELD_BYTES = ": \r\n".length();

  private RequestHead() {}

  /**
   * Refuses a request whose target, or whose line and headers together, are beyond the bound.
   *
   * @throws ProblemException {@code uri_too_long} or {@code headers_too_large}; {@code
   *     not_implemented} for a transfer coding that is not taken off (RFC 9112, 6.1)
   */
  static void check(HttpServletRequest request, int bytesMax) {
    String query = request.getQueryString();
    long bytes = request.getRequestURI().length() + (query == null ? 0 : 1L + query.length());
    if (bytes > bytesMax) {
      throw new ProblemException(Problem.of(ErrorCode.URI_TOO_LONG));
    }
    for (String name : Collections.list(request.getHeaderNames())) {
      for (String value : Collections.list(request.getHeaders(name))) {
        bytes += name.length() + value.length() + FIELD_BYTES;
      }
    }
    if (bytes > bytesMax) {
      throw new ProblemException(Problem.of(ErrorCode.HEADERS_TOO_LARGE));
    }
    String transfer = request.getHeader("Transfer-Encoding");
    if (transfer != null && !transfer.strip().equalsIgnoreCase("chunked")) {
      throw new ProblemException(
          ErrorCode.NOT_IMPLEMENTED, "no transfer coding but chunked is taken");
    }
  }
}
