package io.chatlog.standalone.client.http;

import io.chatlog.standalone.client.http.Reply.Answered;
import io.chatlog.standalone.client.http.Reply.Broken;
import io.chatlog.standalone.client.http.Reply.Refused;
import io.chatlog.standalone.client.http.Reply.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends requests to one server, with the credential of whoever runs the command. Never throws for
 * what a server does or does not do: that is a {@link Reply}. Thread-safe.
 */
public final class ApiClient implements AutoCloseable {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
  private static final int PROBLEM_BYTES_MAX = 64 * 1024;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_MAX)
          .build();
  private final URI server;
  private final String token;

  /**
   * Sends to one server.
   *
   * @param server its base URL, without a slash at the end
   * @param token a token or an API key; empty for none
   * @throws IllegalArgumentException when no header can carry the token
   */
  public ApiClient(URI server, String token) {
    if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("a token has no spaces and no special characters");
    }
    this.server = server;
    this.token = token;
  }

  /**
   * Sends a request and reads the answer: a success by the reader, anything else as a problem.
   *
   * @throws InterruptedException when the thread is interrupted; what was asked may have been done
   */
  public <T> Reply<T> send(ApiRequest request, BodyReader<T> reader) throws InterruptedException {
    HttpRequest asked = request.at(server, token);
    try {
      HttpResponse<InputStream> response =
          client.send(asked, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return response.statusCode() / 100 == 2
            ? new Answered<>(response.statusCode(), reader.read(body))
            : refused(response, body);
      }
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return new Unreachable<>("no server answers at " + server);
    } catch (HttpTimeoutException e) {
      return new Broken<>(server + " did not answer in time");
    } catch (IOException e) {
      return new Broken<>(why(e));
    }
  }

  /** Closes the connections. */
  @Override
  public void close() {
    client.shutdownNow();
  }

  private static String why(IOException fault) {
    String said = fault.getMessage();
    return said == null || said.isBlank() ? "the connection broke off: " + fault : said;
  }

  private static <T> Refused<T> refused(HttpResponse<?> response, InputStream body)
      throws IOException {
    Optional<Duration> retryAfter =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(value -> value.matches("\\d{1,4}"))
            .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    String http = "HTTP " + response.statusCode();
    JsonView problem;
    try {
      problem = JsonView.parse(body.readNBytes(PROBLEM_BYTES_MAX));
    } catch (IOException e) {
      return new Refused<>(response.statusCode(), "", http, retryAfter);
    }
    String code = problem.text("code");
    String why = code.isEmpty() ? http : http + " " + code + ": " + problem.text("detail");
    return new Refused<>(response.statusCode(), code, why, retryAfter);
  }
}
