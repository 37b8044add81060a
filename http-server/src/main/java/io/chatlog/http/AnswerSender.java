package io.chatlog.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.body.ContentCoding;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.problem.Problem;
import io.chatlog.http.problem.ProblemJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/** Puts answers on the wire. Thread-safe. */
final class AnswerSender {
  private static final String JSON = "application/json";

  private final int compressBytesMin;

  AnswerSender(int compressBytesMin) {
    this.compressBytesMin = compressBytesMin;
  }

  /**
   * Sends an answer.
   *
   * @throws IOException when the client is gone, or the content could not be written
   */
  Sent send(
      Answer answer, String requestId, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(answer.status());
    response.setHeader(RequestId.HEADER, requestId);
    response.setHeader("X-Content-Type-Options", "nosniff");
    for (Answer.Header header : answer.headers()) {
      response.setHeader(header.name(), header.value());
    }
    if (answer.status() == ErrorCode.UNAUTHORIZED.status()) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"chatlog\"");
    }
    if (answer.content() instanceof Answer.Content.Fault(Problem problem)) {
      describe(problem, response);
    }
    if (request.getMethod().equals("HEAD")) {
      headOnly(answer.content(), response);
      return new Sent(answer.status(), 0);
    }
    int status = answer.status();
    return switch (answer.content()) {
      case Answer.Content.None() -> {
        response.setContentType(null);
        yield new Sent(status, 0);
      }
      case Answer.Content.Json(Answer.JsonContent json) ->
          new Sent(status, compressed(JSON, request, response, out -> writeJson(json, out)));
      case Answer.Content.Bytes(String mediaType, byte[] bytes) ->
          new Sent(status, compressed(mediaType, request, response, out -> out.write(bytes)));
      case Answer.Content.Stream(String mediaType, Answer.StreamContent stream) ->
          new Sent(status, compressed(mediaType, request, response, stream));
      case Answer.Content.Sized sized -> new Sent(status, sized(sized, response));
      case Answer.Content.Live live -> live(status, live, request, response);
      case Answer.Content.Fault(Problem problem) ->
          new Sent(status, fault(problem, requestId, request, response));
    };
  }

  /** Sent at once, so that no length is said of a body that was not made (RFC 9110, 8.6). */
  private static void headOnly(Answer.Content content, HttpServletResponse response)
      throws IOException {
    String mediaType = mediaType(content);
    response.setContentType(mediaType);
    if (content instanceof Answer.Content.Sized sized) {
      response.setContentLengthLong(sized.bytes());
      return;
    }
    if (mediaType != null) {
      if (!(content instanceof Answer.Content.Live)) {
        response.addHeader("Vary", "Accept-Encoding");
      }
      response.flushBuffer();
    }
  }

  private static @Nullable String mediaType(Answer.Content content) {
    return switch (content) {
      case Answer.Content.None() -> null;
      case Answer.Content.Json(Answer.JsonContent _) -> JSON;
      case Answer.Content.Bytes(String mediaType, byte[] _) -> mediaType;
      case Answer.Content.Stream(String mediaType, Answer.StreamContent _) -> mediaType;
      case Answer.Content.Sized sized -> sized.mediaType();
      case Answer.Content.Live(String mediaType, Answer.LiveContent _) -> mediaType;
      case Answer.Content.Fault(Problem _) -> Problem.MEDIA_TYPE;
    };
  }

  /** What the headers say of a problem, whether its body is sent or not. */
  private static void describe(Problem problem, HttpServletResponse response) {
    Integer retryAfterSeconds = problem.retryAfterSeconds();
    if (retryAfterSeconds != null) {
      response.setHeader("Retry-After", Integer.toString(retryAfterSeconds));
    }
    response.setHeader("Cache-Control", "no-store");
    if (problem.code() == ErrorCode.REQUEST_TIMEOUT || problem.code() == ErrorCode.BODY_TOO_LARGE) {
      // The rest of the body is not wanted: it is not read, and nothing can follow behind it.
      response.setHeader("Connection", "close");
    }
  }

  private long fault(
      Problem problem, String requestId, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return compressed(
        Problem.MEDIA_TYPE,
        request,
        response,
        out -> writeJson(json -> ProblemJson.write(problem, requestId, json.generator()), out));
  }

  private static void writeJson(Answer.JsonContent content, OutputStream out) throws IOException {
    JsonWriter json = JsonWriter.to(out);
    content.writeTo(json);
    // Not closed when the content fails: what is buffered must not look like a whole answer.
    json.close();
  }

  private long compressed(
      String mediaType,
      HttpServletRequest request,
      HttpServletResponse response,
      Answer.StreamContent content)
      throws IOException {
    response.setContentType(mediaType);
    response.addHeader("Vary", "Accept-Encoding");
    ContentCoding coding = AcceptEncoding.best(request.getHeader("Accept-Encoding"));
    var out = new AnswerStream(response, coding, compressBytesMin);
    content.writeTo(out);
    out.close();
    return out.plainBytes();
  }

  private static long sized(Answer.Content.Sized sized, HttpServletResponse response)
      throws IOException {
    response.setContentType(sized.mediaType());
    response.setContentLengthLong(sized.bytes());
    var out = new AnswerStream(response, ContentCoding.IDENTITY, 0);
    sized.stream().writeTo(out);
    out.close();
    return out.plainBytes();
  }

  private static Sent live(
      int status,
      Answer.Content.Live content,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    response.setContentType(content.mediaType());
    response.setHeader("Cache-Control", "no-store");
    // The word that nginx and others know for: hand on what comes as it comes.
    response.setHeader("X-Accel-Buffering", "no");
    var out = new AnswerStream(response, ContentCoding.IDENTITY, 0);
    EndPoint connection = connection(request);
    var live = new LiveOutput(out, connection::close);
    content.live().writeTo(live);
    out.close();
    return new Sent(status, live.outcome(status), out.plainBytes());
  }

  /** Closes the connection, whatever is on its way. */
  static void cutOff(HttpServletRequest request) {
    connection(request).close();
  }

  private static EndPoint connection(HttpServletRequest request) {
    return ServletContextRequest.getServletContextRequest(request)
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint();
  }
}
