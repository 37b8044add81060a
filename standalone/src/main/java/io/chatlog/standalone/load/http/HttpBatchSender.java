package io.chatlog.standalone.load.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chatlog.standalone.load.BatchSender;
import io.chatlog.standalone.load.MessageLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Posts batches as NDJSON to {@code /v1/messages:batch?create_missing=true}. */
public final class HttpBatchSender implements BatchSender, AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

  /** The server, or a proxy before it, did not take it now. */
  private static final Set<Integer> NOT_NOW = Set.of(408, 425, 429, 500, 502, 503, 504);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final URI target;
  private final boolean async;

  /**
   * Sends to one server.
   *
   * @param baseUrl of the server, without a slash at the end
   * @param async whether to be content with the log's acknowledgement and not wait for the decision
   */
  public HttpBatchSender(URI baseUrl, boolean async) {
    this.target = URI.create(baseUrl + "/v1/messages:batch?create_missing=true");
    this.async = async;
  }

  @Override
  public Answer send(List<MessageLine> lines) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(REQUEST_TIMEOUT)
            .header("Content-Type", "application/x-ndjson")
            .header("Accept", "application/json, application/problem+json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body(lines)));
    if (async) {
      request.header("Prefer", "respond-async");
    }
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return answer(response, lines.size());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return new Unavailable("no server answers at " + target, false, Optional.empty());
    } catch (IOException e) {
      return new Unavailable("the connection broke off: " + e, true, Optional.empty());
    }
  }

  /** Closes the connections. */
  @Override
  public void close() {
    client.shutdownNow();
  }

  private static byte[] body(List<MessageLine> lines) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (MessageLine line : lines) {
      body.writeBytes(line.json());
      body.write('\n');
    }
    return body.toByteArray();
  }

  private Answer answer(HttpResponse<byte[]> response, int lines) {
    Optional<Duration> retryAfter = retryAfter(response);
    JsonNode body;
    try {
      body = JSON.readTree(response.body());
    } catch (IOException e) {
      body = JSON.missingNode();
    }
    if (body.path("items").isArray()) {
      return new Judged(BatchItems.read(body.path("items"), lines), retryAfter);
    }
    String why = "HTTP " + response.statusCode();
    if (body.path("code").isTextual()) {
      why += " " + body.path("code").textValue() + ": " + body.path("detail").asText("");
    }
    if (NOT_NOW.contains(response.statusCode())) {
      boolean written = response.statusCode() != 429;
      return new Unavailable(why, written, retryAfter);
    }
    return new NotTaken(target + " answered " + why);
  }

  private static Optional<Duration> retryAfter(HttpResponse<byte[]> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,4}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }
}
