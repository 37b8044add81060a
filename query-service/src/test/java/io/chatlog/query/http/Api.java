package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chatlog.auth.AuthSettings;
import io.chatlog.auth.PasswordMark;
import io.chatlog.auth.PasswordMarks;
import io.chatlog.auth.Passwords;
import io.chatlog.auth.UserTokens;
import io.chatlog.http.Access;
import io.chatlog.http.HttpServer;
import io.chatlog.http.HttpServerSettings;
import io.chatlog.query.tail.TailHub;
import io.chatlog.query.tail.TailLimits;
import io.chatlog.route.LocalReads;
import io.chatlog.route.RouteSettings;
import io.chatlog.testkit.read.ModelNode;
import io.chatlog.testkit.read.ModelState;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.topic.LogSizes;
import io.chatlog.value.Embedding;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.Role;
import io.chatlog.value.UserId;
import io.chatlog.view.Freshness;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.PartitionReads;
import io.chatlog.view.Read;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The read routes over a model, and a client that knows nothing of their code. */
final class Api implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-01-08T00:00:00Z");
  static final ObjectMapper JSON = new ObjectMapper();
  static final int PARTITIONS = 4;
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final PasswordMark MARK = new PasswordMark("mark");
  static final UserTokens TOKENS = UserTokens.of(SECRET, Duration.ofHours(1), () -> NOW);
  static final Passwords PASSWORDS = new Passwords(4, Duration.ofSeconds(5), new SecureRandom());

  /** An answer as a client sees it. */
  record Got(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The items' values of a field. */
    List<String> items(String field) {
      List<String> values = new ArrayList<>();
      json().get("items").forEach(item -> values.add(item.get(field).asText()));
      return values;
    }

    String nextCursor() {
      JsonNode cursor = json().get("next_cursor");
      return cursor.isNull() ? "" : cursor.asText();
    }

    Got isOk() {
      assertThat(status()).as(response.body()).isEqualTo(200);
      return this;
    }

    void isProblem(int status, String code) {
      assertThat(response.body()).contains("\"code\":\"" + code + "\"");
      assertThat(status()).isEqualTo(status);
      assertThat(header("Content-Type")).startsWith("application/problem+json");
      assertThat(json().get("request_id").asText()).isNotBlank();
    }
  }

  /** Stands in the way to the node, for a test that wants it to. */
  interface Detour {
    /** What to answer instead, or null to let the node answer. */
    <R> PartitionAnswer<R> answer(int partition, Read<R> read);
  }

  final ModelState state = new ModelState(PARTITIONS);
  final ModelNode node = ModelNode.owningAll("node-1", state);
  volatile Detour detour;
  final TailHub tails;

  /** The vector of a text: its length and the number of its words; of 3 numbers. */
  private final TextVectors vectors =
      new TextVectors() {
        @Override
        public int dimensions() {
          return 3;
        }

        @Override
        public Embedding of(String text) {
          if (text.equals("nobody knows")) {
            return TextVectors.none(3).of(text);
          }
          return Embedding.of(new float[] {text.length(), text.split(" ").length, 1});
        }
      };

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  Api() {
    this(new ReadLimits(50, 1_000, 20, 200, 500, 1_000));
  }

  Api(ReadLimits limits) {
    this(limits, logins(true));
  }

  /** Where each partition of the log ends, as the broker says. */
  volatile OptionalLong logEnd = OptionalLong.empty();

  Api(ReadLimits limits, Logins logins) {
    this(limits, new TailLimits(100, 200, 10, 100, 1_000, 60, 2_000), logins);
  }

  Api(TailLimits tailLimits) {
    this(new ReadLimits(50, 1_000, 20, 200, 500, 1_000), tailLimits, logins(true));
  }

  private Api(ReadLimits limits, TailLimits tailLimits, Logins logins) {
    PartitionReads reads =
        new PartitionReads() {
          @Override
          public <R> PartitionAnswer<R> read(int partition, Read<R> read, Freshness freshness) {
            Detour way = detour;
            PartitionAnswer<R> instead = way == null ? null : way.answer(partition, read);
            return instead == null ? node.read(partition, read, freshness) : instead;
          }
        };
    LocalReads local = new LocalReads(reads, node, PARTITIONS, settings());
    tails = new TailHub(local, tailLimits);
    QueryRoutes routes =
        new QueryRoutes(
            local,
            local,
            () -> NOW,
            () -> limits,
            tails,
            () -> Map.of("body_bytes_max", 16_777_216),
            null,
            logins,
            vectors,
            new LogSizes() {
              @Override
              public Sizes now() {
                return new Sizes(Map.of("chatlog.events", new TopicSize(4, 8, 1_000)), null);
              }

              @Override
              public OptionalLong endOf(int partition) {
                return logEnd;
              }
            });
    server =
        new HttpServer(
                HttpServerSettings.defaults(),
                new SimpleMeterRegistry(),
                List.of(routes),
                Access.of(
                    new AuthSettings(SECRET, Duration.ofHours(1), false, List.of()),
                    () -> NOW,
                    (user, seen) -> new PasswordMarks.Has(MARK)))
            .start();
  }

  static Logins logins(boolean withTokens) {
    return new Logins(PASSWORDS, withTokens ? Optional.of(TOKENS) : Optional.empty(), 7);
  }

  private static RouteSettings settings() {
    return new RouteSettings(
        List.of(),
        Duration.ofMillis(300),
        Duration.ofMillis(200),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        16,
        16,
        1 << 20);
  }

  /** The value of {@code Authorization} for the token of a user. */
  static String token(String user) {
    return "Bearer " + TOKENS.issue(new UserTokens.Token(new UserId(user), MARK, Positions.NONE));
  }

  URI uri(String path) {
    return URI.create(server.baseUrl() + path);
  }

  Got get(String path, String... headers) {
    return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
  }

  Got head(String path) {
    return send("HEAD", path, HttpRequest.BodyPublishers.noBody());
  }

  Got post(String path, String json, String... headers) {
    return send("POST", path, HttpRequest.BodyPublishers.ofString(json), headers);
  }

  private Got send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Got(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Puts a user with one session. */
  Position talk(String user, String session) {
    state.put(ModelValues.user(user));
    return state.put(ModelValues.session(user, session, micros(0)));
  }

  /** Appends a message of a minute of the epoch. */
  Position say(String user, String session, String id, Role role, String content, int minute) {
    return state.put(ModelValues.message(user, session, id, role, content, micros(minute)));
  }

  static long micros(int minute) {
    return ModelValues.EPOCH_MICROS + minute * 60_000_000L;
  }

  @Override
  public void close() {
    tails.close();
    client.close();
    server.close();
  }
}
