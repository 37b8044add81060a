package io.chatlog.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.auth.ApiKey;
import io.chatlog.auth.AuthSettings;
import io.chatlog.auth.Caller;
import io.chatlog.auth.PasswordMark;
import io.chatlog.auth.PasswordMarks;
import io.chatlog.auth.UserTokens;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.operations.OpenApiDocument;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every published route, with every kind of credentials. */
final class AccessTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final UserTokens TOKENS = UserTokens.of(SECRET, Duration.ofHours(1), () -> NOW);
  private static final PasswordMark MARK = new PasswordMark("mark-1");
  private static final String ANN = "Bearer " + TOKENS.issue(token("ann", "mark-1"));
  private static final String BOB = "Bearer " + TOKENS.issue(token("bob", "mark-1"));
  private static final String EXPIRED =
      "Bearer "
          + UserTokens.of(SECRET, Duration.ofHours(1), () -> NOW.minusSeconds(3_601))
              .issue(token("ann", "mark-1"));
  private static final Set<String> PUBLIC =
      Set.of(
          "GET /healthz",
          "GET /readyz",
          "GET /metrics",
          "GET /openapi.json",
          "GET /docs",
          "POST /v1/auth/token");

  /** What is known of passwords, by user; of all others that they have the one password. */
  private static final Map<String, PasswordMarks.Answer> KNOWN = new ConcurrentHashMap<>();

  private static final AtomicInteger ASKED = new AtomicInteger();

  /** Their handlers look at what each part of a request is about. */
  private static final Set<String> SELECTIVE =
      Set.of(
          "POST /v1/messages:batch",
          "POST /v1/sessions:batch",
          "POST /v1/import",
          "POST /v1/personas",
          "GET /v1/personas",
          "GET /v1/personas/{persona}",
          "PUT /v1/personas/{persona}",
          "PATCH /v1/personas/{persona}",
          "DELETE /v1/personas/{persona}",
          "GET /v1/stats/daily",
          "GET /v1/stats/conversations",
          "GET /v1/receipts/{position}");

  private static final HttpServer CLOSED = server(true);
  private static final HttpServer OPEN = server(false);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static UserTokens.Token token(String user, String mark) {
    return new UserTokens.Token(
        new UserId(user), new PasswordMark(mark), Positions.of(new Position(1, 7)));
  }

  private static PasswordMarks.Answer mark(UserId user, Positions atLeast) {
    assertThat(atLeast).hasToString("1:7");
    ASKED.incrementAndGet();
    return KNOWN.getOrDefault(user.value(), new PasswordMarks.Has(MARK));
  }

  private static HttpServer server(boolean required) {
    AuthSettings settings =
        new AuthSettings(
            SECRET,
            Duration.ofHours(1),
            required,
            List.of(
                new ApiKey("ops", sha256("ops-key"), Set.of(ApiKey.SEARCH_ALL)),
                new ApiKey("loader", sha256("loader-key"), Set.of())));
    Routes everything =
        routes -> {
          for (String label : OpenApiDocument.load().operations()) {
            String[] parts = label.split(" ");
            routes.add(
                HttpMethod.valueOf(parts[0]),
                parts[1],
                label.replaceAll("\\W", "_"),
                request -> Answer.empty(204).header("Caller", told(request.caller())));
          }
        };
    return new HttpServer(
            HttpServerSettings.defaults(),
            new SimpleMeterRegistry(),
            List.of(everything),
            Access.of(settings, () -> NOW, AccessTest::mark))
        .start();
  }

  private static String told(Caller caller) {
    return switch (caller) {
      case Caller.Nobody() -> "nobody";
      case Caller.OfUser(UserId user) -> "user " + user;
      case Caller.OfKey(String id, Set<String> _) -> "key " + id;
    };
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @AfterAll
  static void close() {
    CLIENT.close();
    CLOSED.close();
    OPEN.close();
  }

  private static HttpResponse<String> call(HttpServer server, String label, String... credentials) {
    String[] parts = label.split(" ");
    String path = parts[1].replace("{user}", "ann").replaceAll("\\{\\w+}", "x");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
            .method(parts[0], HttpRequest.BodyPublishers.noBody());
    for (String credential : credentials) {
      request.header("Authorization", credential);
    }
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Set<String> labels() {
    Set<String> labels = new TreeSet<>(OpenApiDocument.load().operations());
    for (String label : Set.copyOf(labels)) {
      if (label.startsWith("GET ")) {
        labels.add("HEAD " + label.substring(4));
      }
    }
    assertThat(labels).hasSizeGreaterThan(40);
    return labels;
  }

  private static boolean isPublic(String label) {
    return PUBLIC.contains(label.replace("HEAD ", "GET "));
  }

  @Test
  void withoutCredentialsEverythingIsOpenOrOnlyWhatIsPublic() {
    for (String label : labels()) {
      assertThat(call(OPEN, label).statusCode()).as(label).isEqualTo(204);
      HttpResponse<String> closed = call(CLOSED, label);
      assertThat(closed.statusCode()).as(label).isEqualTo(isPublic(label) ? 204 : 401);
      assertThat(closed.headers().firstValue("WWW-Authenticate").isPresent())
          .as(label)
          .isEqualTo(!isPublic(label));
    }
  }

  @Test
  void aTokenOpensThePathsOfItsUserAndNoOther() {
    for (HttpServer server : List.of(OPEN, CLOSED)) {
      for (String label : labels()) {
        boolean own = label.contains(" /v1/users/{user}");
        boolean forAll = isPublic(label) || SELECTIVE.contains(label.replace("HEAD ", "GET "));
        assertThat(call(server, label, ANN).statusCode())
            .as(label)
            .isEqualTo(forAll || own ? 204 : 403);
        assertThat(call(server, label, BOB).statusCode()).as(label).isEqualTo(forAll ? 204 : 403);
      }
    }
  }

  @Test
  void credentialsThatAreNotValidAreRefusedEverywhere() {
    for (String label : labels()) {
      for (String credential :
          List.of(EXPIRED, "Bearer x", "Bearer ", "Basic YTpi", ANN + "x", "Bearer a.b.c")) {
        assertThat(call(OPEN, label, credential).statusCode())
            .as("%s with %s", label, credential)
            .isEqualTo(isPublic(label) ? 204 : 401);
      }
    }
    assertThat(call(OPEN, "GET /v1/users/{user}", ANN, BOB).statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenIsGoodForAsLongAsItsUserHasThePasswordOnly() {
    String before = "Bearer " + TOKENS.issue(token("carl", "mark-0"));
    String gone = "Bearer " + TOKENS.issue(token("dora", "mark-1"));
    KNOWN.put("dora", new PasswordMarks.HasNone());
    for (HttpServer server : List.of(OPEN, CLOSED)) {
      for (String label : labels()) {
        for (String credential : List.of(before, gone)) {
          assertThat(call(server, label, credential).statusCode())
              .as(label)
              .isEqualTo(isPublic(label) ? 204 : 401);
        }
      }
    }
  }

  @Test
  void nobodyIsLetInWhileThePasswordCannotBeRead() {
    String token = "Bearer " + TOKENS.issue(token("eve", "mark-1"));
    KNOWN.put(
        "eve", new PasswordMarks.Unknown(ErrorCode.PARTITION_UNAVAILABLE, "nobody owns it now"));
    for (String label : labels()) {
      HttpResponse<String> got = call(OPEN, label, token);
      assertThat(got.statusCode()).as(label).isEqualTo(isPublic(label) ? 204 : 503);
      if (!isPublic(label)) {
        assertThat(got.headers().firstValue("Retry-After")).contains("1");
        if (!label.startsWith("HEAD ")) {
          assertThat(got.body())
              .contains("\"code\":\"partition_unavailable\"", "nobody owns it now");
        }
      }
    }
  }

  @Test
  void onlyRequestsWithATokenAskForThePassword() {
    int before = ASKED.get();
    for (String label : labels()) {
      call(OPEN, label);
      call(CLOSED, label);
      call(OPEN, label, "Bearer ops-key");
      call(OPEN, label, EXPIRED);
      call(OPEN, label, ANN + "x");
    }
    assertThat(ASKED.get()).isEqualTo(before);
    call(OPEN, "GET /v1/users/{user}", ANN);
    assertThat(ASKED.get()).isEqualTo(before + 1);
  }

  @Test
  void anApiKeyOpensEverythingButSearchOverAllUsersWithoutItsScope() {
    for (String label : labels()) {
      HttpResponse<String> ops = call(CLOSED, label, "bearer ops-key");
      assertThat(ops.statusCode()).as(label).isEqualTo(204);
      assertThat(ops.headers().firstValue("Caller"))
          .contains(isPublic(label) ? "nobody" : "key ops");
      boolean searchesAll = label.endsWith(" /v1/search");
      assertThat(call(CLOSED, label, "Bearer loader-key").statusCode())
          .as(label)
          .isEqualTo(searchesAll ? 403 : 204);
      assertThat(call(OPEN, label, "Bearer loader-key").statusCode()).as(label).isEqualTo(204);
    }
  }
}
