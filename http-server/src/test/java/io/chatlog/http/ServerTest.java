package io.chatlog.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.luben.zstd.ZstdInputStream;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What is the same for every request, whatever its route does. */
class ServerTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            routes ->
                routes
                    .add(HttpMethod.GET, "/ok", "ok", r -> Answer.json(200, ServerTest::ok))
                    .add(HttpMethod.GET, "/bug", "bug", ServerTest::bug)
                    .add(
                        HttpMethod.GET,
                        "/stack",
                        "stack",
                        r -> Answer.json(200, json -> ServerTest.overflow(0)))
                    .add(
                        HttpMethod.GET,
                        "/late",
                        "late",
                        r ->
                            Answer.json(
                                200,
                                json -> {
                                  json.startObject();
                                  throw new IllegalStateException("secret of the server");
                                }))
                    .add(HttpMethod.GET, "/half", "half", r -> half())
                    .add(
                        HttpMethod.GET,
                        "/refused",
                        "refused",
                        r -> {
                          throw new ProblemException(ErrorCode.LOG_UNAVAILABLE, "no broker");
                        })
                    .add(
                        HttpMethod.GET,
                        "/large",
                        "large",
                        Set.of("bytes"),
                        r ->
                            Answer.text(
                                200,
                                "text/plain",
                                "x".repeat(r.query().integer("bytes", 0, 0, 1 << 24)))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void ok(JsonWriter json) throws IOException {
    json.startObject().field("ok", true).endObject();
  }

  private static Answer bug(Request request) {
    throw new IllegalStateException("secret of the server");
  }

  private static int overflow(int depth) {
    return overflow(depth + 1) + 1;
  }

  private static Answer half() {
    return Answer.stream(
        200,
        "application/x-ndjson",
        out -> {
          out.write("x".repeat(100_000).getBytes(StandardCharsets.UTF_8));
          throw new IllegalStateException("secret of the server");
        });
  }

  private static ListAppender<ILoggingEvent> listenTo(String logger) {
    var appender = new ListAppender<ILoggingEvent>();
    appender.start();
    var target = (Logger) LoggerFactory.getLogger(logger);
    target.setLevel(Level.INFO);
    target.addAppender(appender);
    return appender;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bug", "/late", "/stack"})
  void aFaultOfTheServerIsLoggedAndNotTold(String path) {
    ListAppender<ILoggingEvent> log = listenTo("io.chatlog.http");
    var answer = server.send("GET", path, b -> b.header("X-Request-Id", "find-me" + path));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body())
        .contains("\"code\":\"internal\"", "\"request_id\":\"find-me" + path + "\"")
        .doesNotContain("secret", "Exception", "Error\"", "java.", "io.chatlog");
    assertThat(log.list)
        .filteredOn(event -> event.getLevel() == Level.ERROR)
        .anySatisfy(
            event -> {
              assertThat(event.getMDCPropertyMap()).containsEntry("request_id", "find-me" + path);
              assertThat(event.getThrowableProxy()).isNotNull();
            });
  }

  @Test
  void anAnswerThatFailsHalfwayIsSeenToBeHalf() {
    assertThatThrownBy(() -> server.get("/half")).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aProblemSaysWhatToDo() {
    var answer = server.get("/refused");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    String id = answer.headers().firstValue("X-Request-Id").orElseThrow();
    assertThat(answer.body())
        .isEqualTo(
            "{\"type\":\"/docs#log_unavailable\","
                + "\"title\":\"The log cannot be written now; nothing was written\","
                + "\"status\":503,\"detail\":\"no broker\",\"code\":\"log_unavailable\","
                + "\"retryable\":true,\"request_id\":\""
                + id
                + "\"}");
  }

  @Test
  void aSaneRequestIdComesBackAndAnotherIsReplaced() {
    for (String sane : List.of("a", "0190-abc_DEF.1:2/3+4=~", "x".repeat(128))) {
      var answer = server.send("GET", "/ok", b -> b.header("X-Request-Id", sane));
      assertThat(answer.headers().firstValue("X-Request-Id")).hasValue(sane);
    }
    for (String bad : List.of("a b", "x".repeat(129), "<script>", "{}", "a,b")) {
      var answer = server.send("GET", "/ok", b -> b.header("X-Request-Id", bad));
      assertThat(answer.headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f]{16}");
    }
  }

  @Test
  void anUnknownQueryParameterIsNamed() {
    var answer = server.get("/large?bytes=1&colour=red&shape=round");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"code\":\"invalid_parameter\"")
        .contains("\"pointer\":\"colour\"", "\"pointer\":\"shape\"");
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, 1024,",
    "gzip, 1025, gzip",
    "gzip, 1000000, gzip",
    "zstd, 1000000, zstd",
    "'gzip, zstd', 5000, zstd",
    "'gzip;q=1.0, zstd;q=0.5', 5000, gzip",
    "'gzip;q=0, identity', 5000,",
    "'br, deflate', 5000,",
    "'*', 5000, zstd",
    "'', 5000,",
  })
  void anAnswerIsCompressedWhenAskedForAndWorthIt(String accepted, int bytes, String coding)
      throws IOException {
    var answer =
        server.sendFor(
            HttpResponse.BodyHandlers.ofByteArray(),
            "GET",
            "/large?bytes=" + bytes,
            new byte[0],
            b -> accepted.isEmpty() ? b : b.header("Accept-Encoding", accepted));
    assertThat(answer.headers().firstValue("Content-Encoding").orElse(null)).isEqualTo(coding);
    byte[] body =
        switch (coding) {
          case null -> answer.body();
          case "gzip" ->
              new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
          default -> new ZstdInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
        };
    assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("x".repeat(bytes));
    assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Encoding");
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /ok HTTP/1.1\r\n\r\n', 400, malformed_request",
    "'GET /ok HTTP/9.9\r\nHost: x\r\n\r\n', 400, malformed_request",
    "'hello\r\n\r\n', 400, malformed_request",
    "'GET /ok HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n', 400, malformed_request",
    "'GET /ok HTTP/1.1\r\n"
        + "Host: x\r\n"
        + "Content-Length: 1\r\n"
        + "Content-Length: 2\r\n\r\n"
        + "', 400, malformed_request",
    "'GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n', 400, malformed_request",
  })
  void badHttpIsRefusedInTheSameShape(String request, int status, String code) {
    String answer = server.raw(request.replace("\\r\\n", "\r\n"));
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer)
        .contains("Content-Type: application/problem+json", "\"code\":\"" + code + "\"")
        .contains("X-Request-Id: ")
        .doesNotContain("jetty", "<html", "Exception");
  }

  @Test
  void headersAndTargetsAreBounded() {
    String end = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    int fields = "/okHost: x\r\nConnection: close\r\nX-Long: \r\n".length();
    String longest = "y".repeat(16 * 1024 - fields);
    assertThat(server.raw("GET /ok" + end + "X-Long: " + longest + "\r\n\r\n"))
        .startsWith("HTTP/1.1 20");
    for (String beyond : List.of(longest + "y", "y".repeat(20_000))) {
      assertThat(server.raw("GET /ok" + end + "X-Long: " + beyond + "\r\n\r\n"))
          .startsWith("HTTP/1.1 431")
          .contains("\"code\":\"headers_too_large\"");
    }
    for (int chars : new int[] {16 * 1024, 20_000}) {
      for (String target : List.of("/" + "y".repeat(chars), "/ok?" + "y".repeat(chars))) {
        assertThat(server.raw("GET " + target + end + "\r\n"))
            .startsWith("HTTP/1.1 414")
            .contains("\"code\":\"uri_too_long\"");
      }
    }
    String rest = server.raw("GET /" + "y".repeat(16 * 1024 - 1) + end + "\r\n");
    assertThat(rest).as("the target is at its limit").startsWith("HTTP/1.1 431");
  }

  @Test
  void whatIsFarBeyondTheBoundsIsRefusedAsWhatItIs() {
    String end = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    for (int chars : new int[] {33_000, 66_000}) {
      assertThat(server.raw("GET /" + "y".repeat(chars) + end + "\r\n"))
          .startsWith("HTTP/1.1 414")
          .contains("\"code\":\"uri_too_long\"");
      assertThat(server.raw("POST /" + "y".repeat(chars) + end + "Content-Length: 3\r\n\r\n123"))
          .startsWith("HTTP/1.1 414");
      assertThat(server.raw("GET /ok" + end + "X-Long: " + "y".repeat(chars) + "\r\n\r\n"))
          .startsWith("HTTP/1.1 431");
    }
  }

  @Test
  void whatJettyWillNotEvenHoldHarmsNobodyElse() throws IOException {
    try (Socket connection = server.connect()) {
      byte[] much = ("GET /" + "y".repeat(1_000_000)).getBytes(StandardCharsets.ISO_8859_1);
      assertThatThrownBy(
              () -> {
                for (int round = 0; round < 100; round++) {
                  connection.getOutputStream().write(much);
                }
              })
          .isInstanceOf(IOException.class); // it is given up on the way
    }
    assertThat(server.rawGet("/nowhere")).startsWith("HTTP/1.1 404");
  }

  @Test
  void anUpgradeIsNotTaken() {
    assertThat(
            server.raw(
                "GET /nowhere HTTP/1.1\r\n"
                    + "Host: x\r\n"
                    + "Connection: Upgrade\r\n"
                    + "Upgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n\r\n"
                    + "GET /nowhere HTTP/1.1\r\n"
                    + "Host: x\r\n"
                    + "Connection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 404")
        .contains("\"code\":\"route_not_found\"");
  }

  @Test
  void eachRequestIsCountedAndLoggedOnce() {
    ListAppender<ILoggingEvent> log = listenTo("chatlog.access");
    double before = count("ok", "200");
    server.send("GET", "/ok", b -> b.header("X-Request-Id", "logged-once"));
    await(() -> count("ok", "200") == before + 1);
    await(
        () -> log.list.stream().anyMatch(e -> e.getMDCPropertyMap().containsValue("logged-once")));
    var lines =
        log.list.stream()
            .filter(e -> e.getMDCPropertyMap().containsValue("logged-once"))
            .map(e -> e.getKeyValuePairs().toString())
            .toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst())
        .contains("operation=\"ok\"", "method=\"GET\"", "status=\"200\"", "ms=", "bytes=\"11\"");
    assertThat(server.registry.scrape())
        .contains("chatlog_http_requests_seconds_bucket{operation=\"ok\",le=\"0.1\"}");
  }

  private static double count(String operation, String status) {
    var counter =
        server
            .registry
            .find("chatlog.http.responses")
            .tags("operation", operation, "status", status)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void twoRoutesAreNotTheSame() {
    Routes twice =
        routes ->
            routes
                .add(HttpMethod.GET, "/a", "a", r -> Answer.empty(204))
                .add(HttpMethod.GET, "/a", "b", r -> Answer.empty(204));
    assertThatThrownBy(() -> new TestServer(twice)).hasMessageContaining("GET /a");
  }
}
