package io.chatlog.standalone.load.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.chatlog.standalone.load.BatchSender.Accepted;
import io.chatlog.standalone.load.BatchSender.Answer;
import io.chatlog.standalone.load.BatchSender.Duplicate;
import io.chatlog.standalone.load.BatchSender.Judged;
import io.chatlog.standalone.load.BatchSender.NotTaken;
import io.chatlog.standalone.load.BatchSender.Refused;
import io.chatlog.standalone.load.BatchSender.Unavailable;
import io.chatlog.standalone.load.MessageLine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sender against a server that answers as the API's contract says. */
class HttpBatchSenderTest {
  private static final List<MessageLine> LINES =
      List.of(line(1, "{\"user_id\":\"a\"}"), line(2, "{\"user_id\":\"b\"}"));

  private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
  private HttpServer server;
  private int status = 200;
  private String body = "";
  private String retryAfter = "";

  private record Seen(String target, String contentType, String prefer, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          seen.add(
              new Seen(
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders().getFirst("Content-Type"),
                  String.valueOf(exchange.getRequestHeaders().getFirst("Prefer")),
                  new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
          }
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void postsTheLinesAsTheyAre() throws Exception {
    send(false);
    assertThat(seen.take())
        .isEqualTo(
            new Seen(
                "/v1/messages:batch?create_missing=true",
                "application/x-ndjson",
                "null",
                "{\"user_id\":\"a\"}\n{\"user_id\":\"b\"}\n"));
    send(true);
    assertThat(seen.take().prefer()).isEqualTo("respond-async");
  }

  @Test
  void readsWhatBecameOfEachItem() throws Exception {
    status = 207;
    body =
        """
        {"items":[{"index":1,"id":"m2","success":false,"status":400,"code":"content_blank",
                   "error_message":"the content is blank","retryable":false},
                  {"index":0,"id":"m1","success":true,"status":201,"seq":1,"duplicate":true}],
         "succeeded":1,"failed":1}\
        """;
    assertThat(send(false))
        .isEqualTo(
            new Judged(
                List.of(
                    new Duplicate(), new Refused("content_blank", "the content is blank", false)),
                Optional.empty()));
  }

  @Test
  void readsItemsWhateverTheStatus() throws Exception {
    status = 503;
    retryAfter = "3";
    body =
        """
        {"items":[{"index":0,"success":false,"code":"log_unavailable","retryable":true}],
         "succeeded":0,"failed":2}\
        """;
    assertThat(send(false))
        .isEqualTo(
            new Judged(
                List.of(
                    new Refused("log_unavailable", "", true),
                    new Refused("no_answer", "the server's answer does not name the item", false)),
                Optional.of(Duration.ofSeconds(3))));
    status = 202;
    body = "{\"items\":[{\"index\":0,\"success\":true},{\"index\":1,\"success\":true}]}";
    retryAfter = "";
    assertThat(send(true))
        .isEqualTo(new Judged(List.of(new Accepted(), new Accepted()), Optional.empty()));
  }

  @Test
  void saysThatTheServerIsNotReady() throws Exception {
    status = 429;
    retryAfter = "1";
    body = "{\"code\":\"too_many_requests\",\"detail\":\"slow down\"}";
    assertThat(send(false))
        .isEqualTo(
            new Unavailable(
                "HTTP 429 too_many_requests: slow down",
                false,
                Optional.of(Duration.ofSeconds(1))));
    status = 502;
    body = "<html>bad gateway</html>";
    retryAfter = "";
    assertThat(send(false)).isEqualTo(new Unavailable("HTTP 502", true, Optional.empty()));
    server.stop(0);
    assertThat(send(false)).isInstanceOf(Unavailable.class);
  }

  @Test
  void saysThatTheServerIsAnother() throws Exception {
    status = 404;
    body = "Not found";
    assertThat(send(false))
        .isInstanceOfSatisfying(
            NotTaken.class, answer -> assertThat(answer.why()).endsWith("answered HTTP 404"));
  }

  @Test
  void findsOwnerAndIdInALine() {
    JsonLineParser parser = new JsonLineParser();
    byte[] json =
        "{\"metadata\":{\"user_id\":\"no\"},\"user_id\":\"a\\u0062\",\"message_id\":\"m\"}"
            .getBytes(UTF_8);
    assertThat(parser.parse(7, json)).isEqualTo(new MessageLine(7, json, "ab", true));
    byte[] broken = "{\"user_id\":\"a\",".getBytes(UTF_8);
    assertThat(parser.parse(8, broken)).isEqualTo(new MessageLine(8, broken, "a", false));
    byte[] number = "17".getBytes(UTF_8);
    assertThat(parser.parse(9, number)).isEqualTo(new MessageLine(9, number, "", false));
  }

  private Answer send(boolean async) throws InterruptedException {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (HttpBatchSender sender = new HttpBatchSender(url, async)) {
      return sender.send(LINES);
    }
  }

  private static MessageLine line(long number, String json) {
    return new MessageLine(number, json.getBytes(UTF_8), "", true);
  }
}
