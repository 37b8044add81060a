package io.chatlog.http;

import io.chatlog.auth.Caller;
import io.chatlog.event.VersionCondition;
import io.chatlog.http.body.Body;
import io.chatlog.http.body.BodyReader;
import io.chatlog.http.body.StreamLimits;
import io.chatlog.http.param.FreshnessHeaders;
import io.chatlog.http.param.MediaType;
import io.chatlog.http.param.Preconditions;
import io.chatlog.http.param.Prefer;
import io.chatlog.http.param.QueryParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request as its handler sees it. Used by one thread; valid until the handler's answer is sent.
 *
 * <p>Everything that parses throws {@link io.chatlog.http.problem.ProblemException} for what it
 * cannot read, with the code named at each method.
 */
public final class Request {
  private final HttpServletRequest servlet;
  private final Route route;
  private final String requestId;
  private final Map<String, String> pathParameters;
  private final QueryParameters query;
  private final BodyReader bodies;
  private final Caller caller;
  private final Supplier<Caller> admission;
  private @Nullable Body body;
  private boolean streamed;

  Request(
      HttpServletRequest servlet,
      Route route,
      String requestId,
      Map<String, String> pathParameters,
      BodyReader bodies,
      Caller caller,
      Supplier<Caller> admission) {
    this.servlet = servlet;
    this.route = route;
    this.requestId = requestId;
    this.pathParameters = pathParameters;
    this.query = QueryParameters.parse(servlet.getQueryString(), route.queryParameters());
    this.bodies = bodies;
    this.caller = caller;
    this.admission = admission;
    if (route.method() != HttpMethod.GET || route.queryParameters().isEmpty()) {
      query.throwIfFaulty();
    }
  }

  /** The route that matched. */
  public Route route() {
    return route;
  }

  /** On whose behalf it is made; the route was open to it. */
  public Caller caller() {
    return caller;
  }

  /**
   * On whose behalf it is made, asked once more: for answers that go on for long, behind each part
   * that is read and before it is told.
   *
   * @throws io.chatlog.http.problem.ProblemException {@code unauthorized} when the credentials are
   *     not valid any more; what is retryable when that cannot be said now
   */
  public Caller admitAgain() {
    return admission.get();
  }

  /** The id that the client gave, or a generated one. */
  public String requestId() {
    return requestId;
  }

  /** Whether only the headers of the answer are wanted. */
  public boolean isHead() {
    return servlet.getMethod().equals("HEAD");
  }

  /** A parameter of the path, percent-decoded once and not checked any further. */
  public String path(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no parameter of this name: " + name);
    }
    return value;
  }

  /**
   * The query. What is wrong with its form, and names that the route does not take, are refused
   * before a handler that changes something, or takes no parameter, sees it; other reads tell of it
   * together with what their handlers find, or when those have ended.
   */
  public QueryParameters query() {
    return query;
  }

  /** The first value of a header; null when it is absent. */
  public @Nullable String header(String name) {
    return servlet.getHeader(name);
  }

  /** Every value of a header; empty when it is absent. */
  public List<String> headers(String name) {
    return Collections.list(servlet.getHeaders(name));
  }

  /** The whole body, received and decompressed; the same one at each call. */
  public Body body() throws IOException {
    Body received = body;
    if (received == null) {
      received = bodies.read(servlet);
      body = received;
    }
    return received;
  }

  /**
   * The body as it comes, decompressed, within bounds of its own; to be asked for once, in place of
   * {@link #body}, and to be closed.
   */
  public InputStream bodyStream(StreamLimits limits) throws IOException {
    return bodies.stream(servlet, limits, () -> streamed = true);
  }

  /** The form of the body, one of {@code taken}; else {@code unsupported_media_type}. */
  public MediaType mediaType(Set<MediaType> taken) {
    return MediaType.of(servlet.getContentType(), taken);
  }

  /** What the client prefers. */
  public Prefer prefer() {
    return Prefer.parse(headers(Prefer.HEADER));
  }

  /**
   * What a change demands of the version of what it changes, null for nothing; {@code
   * invalid_header} when that is malformed.
   */
  public @Nullable VersionCondition condition() {
    return Preconditions.ofChange(
        headers(Preconditions.IF_MATCH), headers(Preconditions.IF_NONE_MATCH));
  }

  /** How fresh a read has to be; {@code invalid_position} or {@code invalid_header}. */
  public FreshnessHeaders freshness() {
    List<String> positions = headers(FreshnessHeaders.MIN_POSITION);
    return FreshnessHeaders.parse(
        positions.isEmpty() ? null : String.join(",", positions),
        header(FreshnessHeaders.WAIT_MS),
        header(FreshnessHeaders.CONSISTENCY));
  }

  /** Whether nothing of the body is left on the connection. */
  boolean isBodyReceived() {
    return body != null || streamed;
  }

  /** Gives the memory of the body back. */
  void release() {
    if (body != null) {
      body.close();
    }
  }
}
