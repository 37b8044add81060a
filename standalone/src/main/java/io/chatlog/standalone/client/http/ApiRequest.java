package io.chatlog.standalone.client.http;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request to the HTTP API, built step by step. Not thread-safe. */
public final class ApiRequest {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);

  private final String method;
  private final String path;
  private final StringBuilder query = new StringBuilder();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private BodyPublisher body = HttpRequest.BodyPublishers.noBody();
  private Duration answerMax = ANSWER_MAX;

  private ApiRequest(String method, String path) {
    this.method = method;
    this.path = path;
  }

  /**
   * A request of any method.
   *
   * @param path in which each {@code {}} stands for the next id, which is encoded
   */
  public static ApiRequest of(String method, String path, String... ids) {
    StringBuilder filled = new StringBuilder();
    Iterator<String> next = List.of(ids).iterator();
    int from = 0;
    for (int at = path.indexOf("{}"); at >= 0; at = path.indexOf("{}", from)) {
      filled.append(path, from, at).append(encoded(next.next()));
      from = at + 2;
    }
    return new ApiRequest(method, filled.append(path.substring(from)).toString());
  }

  /** A GET; see {@link #of}. */
  public static ApiRequest get(String path, String... ids) {
    return of("GET", path, ids);
  }

  /** A POST; see {@link #of}. */
  public static ApiRequest post(String path, String... ids) {
    return of("POST", path, ids);
  }

  /** With a parameter, when it has a value. */
  public ApiRequest query(String name, @Nullable Object value) {
    if (value != null) {
      query
          .append(query.isEmpty() ? '?' : '&')
          .append(encoded(name))
          .append('=')
          .append(encoded(value.toString()));
    }
    return this;
  }

  /** With a header. */
  public ApiRequest header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** With a body. */
  public ApiRequest body(String mediaType, BodyPublisher content) {
    headers.put("Content-Type", mediaType);
    body = content;
    return this;
  }

  /** With another bound than 60 seconds on the wait for the beginning of the answer. */
  public ApiRequest within(Duration longest) {
    answerMax = longest;
    return this;
  }

  HttpRequest at(URI server, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target(server)).timeout(answerMax).method(method, body);
    headers.forEach(request::setHeader);
    if (!headers.containsKey("Accept")) {
      request.header("Accept", "application/json, application/problem+json, */*;q=0.1");
    }
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  URI target(URI server) {
    return URI.create(server + path + query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
