package io.chatlog.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.problem.Problem;
import io.chatlog.http.problem.ProblemJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/**
 * Answers what never reaches a route (bad HTTP, headers too large, a server that is stopping) in
 * the same shape as everything else. Nothing of Jetty's own texts is told: they name its classes.
 */
final class JettyErrors extends ErrorHandler {
  private final HttpMetrics metrics;

  JettyErrors(HttpMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    int status = response.getStatus();
    if (request.getAttribute(ERROR_EXCEPTION) instanceof HttpException bad) {
      status = bad.getCode();
    }
    Problem problem = Problem.of(codeOf(status));
    String requestId = RequestId.of(request.getHeaders().get(RequestId.HEADER));
    var bytes = new ByteArrayOutputStream(512);
    try (JsonWriter json = JsonWriter.to(bytes)) {
      ProblemJson.write(problem, requestId, json.generator());
    }
    int answered = problem.code().status();
    response.setStatus(answered);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(RequestId.HEADER, requestId);
    Integer retryAfterSeconds = problem.retryAfterSeconds();
    if (retryAfterSeconds != null) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, retryAfterSeconds.toString());
    }
    MDC.put(RequestId.MDC_KEY, requestId);
    metrics.record(HttpMetrics.NO_OPERATION, new Sent(answered, 0), 0);
    AccessLog.log(HttpMetrics.NO_OPERATION, request.getMethod(), answered, 0, bytes.size());
    MDC.remove(RequestId.MDC_KEY);
    response.write(true, ByteBuffer.wrap(bytes.toByteArray()), callback);
    return true;
  }

  private static ErrorCode codeOf(int status) {
    return switch (status) {
      case 404 -> ErrorCode.ROUTE_NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 408 -> ErrorCode.REQUEST_TIMEOUT;
      case 413 -> ErrorCode.BODY_TOO_LARGE;
      case 414 -> ErrorCode.URI_TOO_LONG;
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      case 431 -> ErrorCode.HEADERS_TOO_LARGE;
      case 503 -> ErrorCode.NOT_READY;
      // A version of HTTP that is not spoken here.
      case 505 -> ErrorCode.MALFORMED_REQUEST;
      default -> status >= 500 ? ErrorCode.INTERNAL : ErrorCode.MALFORMED_REQUEST;
    };
  }
}
