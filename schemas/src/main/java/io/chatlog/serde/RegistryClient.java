package io.chatlog.serde;

import io.chatlog.json.JsonFields;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks a schema registry over the HTTP API that Confluent documents and Apicurio, Karapace,
 * Redpanda and the one in Chatlog's standalone offer as well.
 *
 * <p>Several base URLs are tried in their order, each attempt with a time-out of its own, round by
 * round until the patience given at construction is used up; then the last failure is thrown.
 * Credentials may stand in a URL ({@code https://key:secret@host}); they are sent as HTTP Basic and
 * appear in no message. Thread-safe. Keeps nothing: whoever asks for an id keeps the answer.
 */
public final class RegistryClient implements SchemaSource, AutoCloseable {
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final long ANSWER_BYTES_MAX = 8L << 20;
  private static final Duration ATTEMPT_MAX = Duration.ofSeconds(5);
  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(250);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ATTEMPT_MAX)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final List<URI> baseUrls;
  private final Duration patience;

  /**
   * @param baseUrls of the registry's nodes, such as {@code http://registry:8085} or {@code
   *     http://apicurio:8080/apis/ccompat/v7}; at least one
   * @param patience how long one call goes on trying
   */
  public RegistryClient(List<URI> baseUrls, Duration patience) {
    if (baseUrls.isEmpty()) {
      throw new IllegalArgumentException("no registry is named");
    }
    this.baseUrls = List.copyOf(baseUrls);
    this.patience = patience;
  }

  /**
   * The id under which the registry knows the schema, which is registered when it is not known. The
   * look-up comes first, so that a schema that is there needs no right to write.
   *
   * @throws RegistryRefusedException when the registry does not take the schema
   * @throws IOException when no registry answered in time
   */
  public int register(String subject, String schemaJson) throws IOException {
    String path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8);
    String body = JsonFields.object("schema", schemaJson);
    HttpResponse<String> known = send(path, body);
    if (known.statusCode() == 200) {
      return id(known);
    }
    if (known.statusCode() != 404) {
      throw refused("look-up of " + subject, known);
    }
    HttpResponse<String> registered = send(path + "/versions", body);
    if (registered.statusCode() == 200) {
      return id(registered);
    }
    throw refused("registration of " + subject, registered);
  }

  @Override
  public Optional<String> schemaById(int id) throws IOException {
    HttpResponse<String> answer = send("/schemas/ids/" + id, null);
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    if (answer.statusCode() != 200) {
      throw refused("look-up of schema " + id, answer);
    }
    return Optional.of(
        JsonFields.text(answer.body(), "schema")
            .orElseThrow(() -> refused("look-up of schema " + id, answer)));
  }

  /** Closes the connections. */
  @Override
  public void close() {
    client.shutdownNow();
  }

  private static int id(HttpResponse<String> answer) throws RegistryRefusedException {
    return JsonFields.number(answer.body(), "id")
        .orElseThrow(() -> refused("registration", answer));
  }

  private static RegistryRefusedException refused(String what, HttpResponse<String> answer) {
    String said =
        JsonFields.text(answer.body(), "message")
            .orElseGet(() -> answer.body().substring(0, Math.min(200, answer.body().length())));
    return new RegistryRefusedException(
        "the schema registry at %s answered the %s with HTTP %d: %s"
            .formatted(withoutUser(answer.uri()), what, answer.statusCode(), said));
  }

  /** An answer that is not a failure of the moment; throws the last such failure. */
  private HttpResponse<String> send(String path, @Nullable String body) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    IOException last = new IOException("no time to ask the schema registry");
    boolean first = true;
    while (first || System.nanoTime() < deadline) {
      if (!first) {
        LockSupport.parkNanos(BETWEEN_ROUNDS.toNanos());
      }
      first = false;
      for (URI baseUrl : baseUrls) {
        try {
          return attempt(baseUrl, path, body, deadline);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("interrupted while asking the schema registry");
        } catch (IOException e) {
          last =
              new IOException(
                  "the schema registry at %s does not answer: %s"
                      .formatted(withoutUser(baseUrl), e),
                  e);
        }
      }
    }
    throw last;
  }

  private HttpResponse<String> attempt(
      URI baseUrl, String path, @Nullable String body, long deadline)
      throws IOException, InterruptedException {
    long left = Math.max(TimeUnit.MILLISECONDS.toNanos(100), deadline - System.nanoTime());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(withoutUser(baseUrl) + path))
            .timeout(Duration.ofNanos(Math.min(left, ATTEMPT_MAX.toNanos())))
            .header("Accept", CONTENT_TYPE + ", application/json");
    if (baseUrl.getUserInfo() != null) {
      byte[] user = baseUrl.getUserInfo().getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
    }
    if (body != null) {
      request.header("Content-Type", CONTENT_TYPE).POST(BodyPublishers.ofString(body));
    }
    HttpResponse<String> answer =
        client.send(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX));
    int status = answer.statusCode();
    if (status >= 500 || status == 429 || status == 408) {
      throw new IOException("HTTP " + status);
    }
    return answer;
  }

  private static String withoutUser(URI url) {
    String text = url.toString().replaceFirst("/+$", "");
    return url.getRawUserInfo() == null ? text : text.replace(url.getRawUserInfo() + "@", "");
  }
}
