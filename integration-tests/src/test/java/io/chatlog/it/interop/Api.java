package io.chatlog.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The public HTTP API, as a client sees it. */
final class Api implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;

  Api(URI base) {
    this.base = base;
  }

  /** What was answered to a write, and where the write is on the log. */
  record Written(JsonNode body, String position) {}

  /** Writes, and holds the answer to the status wanted. */
  Written write(String method, String path, String contentType, String body, int wantedStatus)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", contentType)
            .method(method, BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(wantedStatus);
    return new Written(
        JSON.readTree(answer.body()), answer.headers().firstValue("Chatlog-Position").orElse(""));
  }

  @Override
  public void close() {
    client.close();
  }
}
