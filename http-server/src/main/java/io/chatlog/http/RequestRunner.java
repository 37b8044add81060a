package io.chatlog.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.body.BodyReader;
import io.chatlog.http.body.ClientGoneException;
import io.chatlog.http.problem.Problem;
import io.chatlog.http.problem.ProblemException;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What is the same for every request: its id, its handler's answer or the problem in place of it,
 * and afterwards memory, metrics and the access log. Thread-safe.
 */
final class RequestRunner {
  private static final Logger LOG = LoggerFactory.getLogger(RequestRunner.class);

  private final BodyReader bodies;
  private final AnswerSender sender;
  private final HttpMetrics metrics;

  RequestRunner(BodyReader bodies, AnswerSender sender, HttpMetrics metrics) {
    this.bodies = bodies;
    this.sender = sender;
    this.metrics = metrics;
  }

  /** Runs a request of this route. */
  void run(Route.Compiled compiled, Context context) {
    Route route = compiled.route();
    handle(
        route.operation(),
        context,
        requestId -> {
          HttpServletRequest servlet = context.req();
          var request =
              new Request(
                  servlet, route, requestId, compiled.parameters(servlet.getRequestURI()), bodies);
          return new Prepared(request, () -> route.handler().handle(request));
        });
  }

  /** Answers a request that has no route: 405 if its path takes other methods, 404 otherwise. */
  void refuse(Set<HttpMethod> allowed, Context context) {
    handle(HttpMetrics.NO_OPERATION, context, requestId -> new Prepared(null, () -> none(allowed)));
  }

  /** Answers a request that failed before it reached its route: a fault of the server. */
  void fail(Exception failure, Context context) {
    handle(
        HttpMetrics.NO_OPERATION,
        context,
        requestId -> new Prepared(null, () -> answerTo(failure)));
  }

  private static Answer none(Set<HttpMethod> allowed) {
    if (allowed.isEmpty()) {
      return Answer.problem(Problem.of(ErrorCode.ROUTE_NOT_FOUND));
    }
    String methods = allowed.stream().map(Enum::name).collect(Collectors.joining(", "));
    return Answer.problem(
            ErrorCode.METHOD_NOT_ALLOWED, "the route takes " + methods + " and no other method")
        .header("Allow", methods);
  }

  private interface Call {
    Answer answer() throws Exception;
  }

  private record Prepared(@Nullable Request request, Call call) {}

  private interface Preparation {
    Prepared prepare(String requestId) throws Exception;
  }

  private void handle(String operation, Context context, Preparation preparation) {
    long startNanos = System.nanoTime();
    HttpServletRequest servlet = context.req();
    HttpServletResponse response = context.res();
    String requestId = RequestId.of(servlet.getHeader(RequestId.HEADER));
    MDC.put(RequestId.MDC_KEY, requestId);
    int status = HttpMetrics.CLIENT_GONE;
    long bytes = 0;
    Request request = null;
    try {
      Answer answer;
      try {
        Prepared prepared = preparation.prepare(requestId);
        request = prepared.request();
        answer = prepared.call().answer();
      } catch (ClientGoneException gone) {
        abort(servlet, gone);
        return;
      } catch (Throwable failure) {
        answer = answerTo(failure);
      }
      status = answer.status();
      bytes = send(answer, requestId, servlet, response);
    } catch (IOException gone) {
      LOG.debug("the answer could not be delivered", gone);
      status = HttpMetrics.CLIENT_GONE;
    } finally {
      if (request != null) {
        request.release();
      }
      long nanos = System.nanoTime() - startNanos;
      metrics.record(operation, status, nanos);
      AccessLog.log(operation, servlet.getMethod(), status, nanos, bytes);
      MDC.remove(RequestId.MDC_KEY);
    }
  }

  private static Answer answerTo(Throwable failure) {
    if (failure instanceof ProblemException expected) {
      return Answer.problem(expected.problem());
    }
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return Answer.problem(ErrorCode.NOT_READY, "the server is stopping");
    }
    LOG.error("a request failed", failure);
    return Answer.problem(Problem.of(ErrorCode.INTERNAL));
  }

  private long send(
      Answer answer, String requestId, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      return sender.send(answer, requestId, request, response);
    } catch (RuntimeException | Error failure) {
      if (response.isCommitted()) {
        // Half an answer is out: only a broken connection tells the client that it is half.
        LOG.error("an answer failed halfway", failure);
        abort(request, failure);
        throw new IOException("answer aborted", failure);
      }
      response.reset();
      return sender.send(answerTo(failure), requestId, request, response);
    } catch (IOException failure) {
      abort(request, failure);
      throw failure;
    }
  }

  private static void abort(HttpServletRequest request, Throwable cause) {
    ServletContextRequest.getServletContextRequest(request).getServletChannel().abort(cause);
  }
}
