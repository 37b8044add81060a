package io.chatlog.http;

import io.chatlog.auth.Caller;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.body.BodyReader;
import io.chatlog.http.body.ClientGoneException;
import io.chatlog.http.problem.Problem;
import io.chatlog.http.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
  private final Access access;
  private final int headBytesMax;

  /**
   * @param headBytesMax of the request line and the headers together
   */
  RequestRunner(
      BodyReader bodies,
      AnswerSender sender,
      HttpMetrics metrics,
      Access access,
      int headBytesMax) {
    this.headBytesMax = headBytesMax;
    this.bodies = bodies;
    this.sender = sender;
    this.metrics = metrics;
    this.access = access;
  }

  /**
   * Runs a request of this route.
   *
   * @param segments of its path
   */
  void run(
      Route.Compiled compiled,
      List<String> segments,
      HttpServletRequest servlet,
      HttpServletResponse response) {
    Route route = compiled.route();
    handle(
        route.operation(),
        servlet,
        response,
        requestId -> {
          Map<String, String> path = compiled.parameters(segments);
          List<String> authorization = Collections.list(servlet.getHeaders("Authorization"));
          Supplier<Caller> admission = () -> access.admit(route, path, authorization);
          Caller caller = admission.get();
          var request = new Request(servlet, route, requestId, path, bodies, caller, admission);
          return new Prepared(request, () -> answer(route, request));
        });
  }

  /** Answers a request that has no route: 405 if its path takes other methods, 404 otherwise. */
  void refuse(Set<HttpMethod> allowed, HttpServletRequest servlet, HttpServletResponse response) {
    handle(
        HttpMetrics.NO_OPERATION,
        servlet,
        response,
        requestId -> new Prepared(null, () -> none(allowed)));
  }

  /** Answers a request that failed before it reached its route: a fault of the server. */
  void fail(Exception failure, HttpServletRequest servlet, HttpServletResponse response) {
    handle(
        HttpMetrics.NO_OPERATION,
        servlet,
        response,
        requestId -> new Prepared(null, () -> answerTo(failure)));
  }

  private static Answer answer(Route route, Request request) throws Exception {
    Answer answer = route.handler().handle(request);
    request.query().throwIfFaulty(); // not every handler asks
    return answer;
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

  private void handle(
      String operation,
      HttpServletRequest servlet,
      HttpServletResponse response,
      Preparation preparation) {
    long startNanos = System.nanoTime();
    String requestId = RequestId.of(servlet.getHeader(RequestId.HEADER));
    MDC.put(RequestId.MDC_KEY, requestId);
    Request request = null;
    Sent sent = new Sent(HttpMetrics.CLIENT_GONE, 0);
    try {
      Answer answer;
      try {
        RequestHead.check(servlet, headBytesMax);
        Prepared prepared = preparation.prepare(requestId);
        request = prepared.request();
        answer = prepared.call().answer();
      } catch (Throwable failure) {
        answer = answerTo(failure);
      }
      sent = send(answer, requestId, servlet, response);
    } finally {
      boolean bodyLeft = request == null || !request.isBodyReceived();
      if (request != null) {
        request.release();
      }
      long nanos = System.nanoTime() - startNanos;
      metrics.record(operation, sent, nanos);
      AccessLog.log(operation, servlet.getMethod(), sent.status(), nanos, sent.bytes());
      MDC.remove(RequestId.MDC_KEY);
      if (bodyLeft && sent.status() != ErrorCode.REQUEST_TIMEOUT.status()) {
        discardBody(servlet, response);
      }
    }
  }

  private static Answer answerTo(Throwable failure) {
    return switch (failure) {
      case ProblemException expected -> {
        Answer answer = Answer.problem(expected.problem());
        for (Map.Entry<String, String> header : expected.headers().entrySet()) {
          answer = answer.header(header.getKey(), header.getValue());
        }
        yield answer;
      }
      // Perhaps the client only stopped sending, and still listens.
      case ClientGoneException _ ->
          Answer.problem(ErrorCode.MALFORMED_REQUEST, "the body ended before its end")
              .header("Connection", "close");
      case InterruptedException _ -> {
        Thread.currentThread().interrupt();
        yield Answer.problem(ErrorCode.NOT_READY, "the server is stopping");
      }
      case Throwable fault -> {
        LOG.error("a request failed", fault);
        yield Answer.problem(Problem.of(ErrorCode.INTERNAL));
      }
    };
  }

  private Sent send(
      Answer answer, String requestId, HttpServletRequest request, HttpServletResponse response) {
    try {
      return sender.send(answer, requestId, request, response);
    } catch (UndeliverableException gone) {
      LOG.debug("the client is gone", gone);
      return new Sent(HttpMetrics.CLIENT_GONE, 0);
    } catch (IOException | RuntimeException | Error failure) {
      if (response.isCommitted()) {
        LOG.error("an answer failed halfway", failure);
        // only a broken connection tells the client that it has half an answer
        AnswerSender.cutOff(request);
        return new Sent(ErrorCode.INTERNAL.status(), 0);
      }
      response.reset();
      return send(answerTo(failure), requestId, request, response);
    }
  }

  /**
   * Takes what the client is still sending off the connection, after the answer: closing before
   * that would reset the connection and could take the answer with it.
   */
  private void discardBody(HttpServletRequest request, HttpServletResponse response) {
    boolean hasBody =
        request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    if (hasBody && request.getHeader("Expect") == null) {
      try {
        response.flushBuffer();
        bodies.discard(request);
      } catch (IOException gone) {
        LOG.debug("the client is gone", gone);
      }
    }
  }
}
