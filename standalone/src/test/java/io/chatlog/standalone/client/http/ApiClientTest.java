package io.chatlog.standalone.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.chatlog.standalone.client.http.Reply.Answered;
import io.chatlog.standalone.client.http.Reply.Broken;
import io.chatlog.standalone.client.http.Reply.Refused;
import io.chatlog.standalone.client.http.Reply.Unreachable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a server that answers as the API's contract says, and against others. */
class ApiClientTest {
  private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
  private HttpServer server;
  private URI url;
  private int status = 200;
  private byte[] body = "{}".getBytes(UTF_8);
  private long announcedBytes;

  private record Seen(String method, String target, String authorization, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    server.createContext(
        "/",
        exchange -> {
          seen.add(
              new Seen(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                  new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          if (status == 503) {
            exchange.getResponseHeaders().set("Retry-After", "3");
          }
          exchange.sendResponseHeaders(status, announcedBytes == 0 ? body.length : announcedBytes);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void encodesIdsAndParameters() throws Exception {
    ApiRequest request =
        ApiRequest.get("/v1/users/{}/sessions/{}", "nick|away[`]", "a{}b c+%")
            .query("q", "ä & b+c")
            .query("absent", null)
            .query("limit", 5);
    send("", request);
    assertThat(seen.take())
        .isEqualTo(
            new Seen(
                "GET",
                "/v1/users/nick%7Caway%5B%60%5D/sessions/a%7B%7Db%20c%2B%25"
                    + "?q=%C3%A4%20%26%20b%2Bc&limit=5",
                "null",
                ""));
  }

  @Test
  void sendsABodyAndTheToken() throws Exception {
    send(
        "chatlog.token-1",
        ApiRequest.post("/v1/import").body("text/plain", BodyPublishers.ofString("x")));
    assertThat(seen.take())
        .isEqualTo(new Seen("POST", "/v1/import", "Bearer chatlog.token-1", "x"));
    assertThatThrownBy(() -> new ApiClient(url, "a\nb"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsASuccess() throws Exception {
    body = "{\"items\":[{\"n\":1,\"t\":\"ü\",\"z\":null}]}".getBytes(UTF_8);
    assertThat(send("", ApiRequest.get("/x")))
        .isInstanceOfSatisfying(
            Answered.class,
            answered -> {
              JsonView item = ((JsonView) answered.body()).at("items").items().getFirst();
              assertThat(item.at("n").integer()).isEqualTo(1);
              assertThat(item.text("t")).isEqualTo("ü");
              assertThat(item.text("z")).isEmpty();
              assertThat(item.at("none").at("deeper").isPresent()).isFalse();
            });
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    try (ApiClient client = new ApiClient(url, "")) {
      assertThat(client.send(ApiRequest.get("/x"), BodyReader.copyTo(copy)))
          .isEqualTo(new Answered<>(200, (long) body.length));
    }
    assertThat(copy.toByteArray()).isEqualTo(body);
  }

  @Test
  void tellsARefusalInOneLine() throws Exception {
    status = 404;
    body = "{\"code\":\"user_not_found\",\"detail\":\"there is no such user\"}".getBytes(UTF_8);
    assertThat(send("", ApiRequest.get("/x")))
        .isEqualTo(
            new Refused<>(
                404,
                "user_not_found",
                "HTTP 404 user_not_found: there is no such user",
                Optional.empty()));
    status = 503;
    body = "<html>bad gateway</html>".getBytes(UTF_8);
    Reply<JsonView> passing = send("", ApiRequest.get("/x"));
    assertThat(passing)
        .isEqualTo(new Refused<>(503, "", "HTTP 503", Optional.of(Duration.ofSeconds(3))));
    assertThat(((Refused<?>) passing).isPassing()).isTrue();
  }

  @Test
  void tellsWhatIsNoAnswer() throws Exception {
    body = "<html>".getBytes(UTF_8);
    assertThat(send("", ApiRequest.get("/x")))
        .isInstanceOfSatisfying(
            Broken.class, broken -> assertThat(broken.why()).startsWith("the answer is not JSON"));
    announcedBytes = 100;
    assertThat(send("", ApiRequest.get("/x"))).isInstanceOf(Broken.class);
    server.stop(0);
    assertThat(send("", ApiRequest.get("/x")))
        .isEqualTo(new Unreachable<>("no server answers at " + url));
  }

  @Test
  void doesNotHoldMoreThanItMay() throws Exception {
    body = new byte[BodyReader.HELD_BYTES_MAX];
    try (ApiClient client = new ApiClient(url, "")) {
      assertThat(client.send(ApiRequest.get("/x"), BodyReader.text())).isInstanceOf(Answered.class);
      body = new byte[BodyReader.HELD_BYTES_MAX + 1];
      assertThat(client.send(ApiRequest.get("/x"), BodyReader.text())).isInstanceOf(Broken.class);
    }
  }

  private Reply<JsonView> send(String token, ApiRequest request) throws InterruptedException {
    try (ApiClient client = new ApiClient(url, token)) {
      return client.send(request, BodyReader.json());
    }
  }
}
