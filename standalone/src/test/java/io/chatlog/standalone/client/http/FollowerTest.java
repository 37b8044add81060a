package io.chatlog.standalone.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.chatlog.standalone.client.http.Follower.End;
import io.chatlog.standalone.client.http.Reply.Refused;
import io.chatlog.standalone.client.http.Reply.Unreachable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The follower against a server that plays one script for each connection. */
class FollowerTest {
  /** Ends a connection without the end that HTTP has for it. */
  private static final String CUT = "CUT";

  /** Says nothing more. */
  private static final String SILENCE = "SILENCE";

  private final Deque<String> scripts = new ArrayDeque<>();
  private final List<String> begun = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<String> interrupted = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;
  private URI url;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    server.createContext(
        "/",
        exchange -> {
          begun.add(String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
          String script = scripts.removeFirst();
          if (script.matches("\\d+")) {
            exchange.sendResponseHeaders(Integer.parseInt(script), -1);
            exchange.close();
            return;
          }
          exchange.sendResponseHeaders(200, 0);
          exchange
              .getResponseBody()
              .write(script.replace(CUT, "").replace(SILENCE, "").getBytes(UTF_8));
          exchange.getResponseBody().flush();
          if (script.endsWith(SILENCE)) {
            await();
          }
          if (script.endsWith(CUT)) {
            throw new IOException("cut off");
          }
          exchange.close();
        });
    server.start();
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  @Test
  void goesOnBehindWhatWasToldWhole() throws Exception {
    scripts.add(
        "retry: 7\n\n" + message(1) + message(2) + "id: 3\nevent: message\ndata: {\"se" + CUT);
    scripts.add(message(3) + "id: 5\n\n:\n\n" + CUT);
    scripts.add(message(6) + end("resume", "timeout"));
    scripts.add(end("resume", "server_stopping"));
    scripts.add("503");
    scripts.add(message(7) + "event: later\ndata: {}\n\n" + end("end", "session_not_found"));
    assertThat(follow(100)).isEqualTo(new End.Over("session_not_found"));
    assertThat(told).containsExactly("1", "2", "3", "6", "7");
    assertThat(begun).containsExactly("null", "2", "5", "6", "6", "6");
    assertThat(interrupted)
        .containsExactly(
            "the connection broke off",
            "the connection broke off",
            "the server said: server_stopping",
            "HTTP 503");
    assertThat(pauses.getFirst()).isEqualTo(Duration.ofMillis(7));
  }

  @Test
  void beginsAnewWhereTheServerDoesNotKnowThePlace() throws Exception {
    scripts.add(message(5) + CUT);
    scripts.add("id: 0\nevent: reset\ndata: {\"reason\":\"place_unknown\"}\n\n" + CUT);
    scripts.add(message(1));
    assertThat(follow(2)).isEqualTo(new End.Enough());
    assertThat(told).containsExactly("5", "1");
    assertThat(begun).containsExactly("null", "5", "0");
    assertThat(interrupted.get(1)).isEqualTo("anew");
  }

  @Test
  void waitsLongerEachTimeNothingCame() throws Exception {
    for (int i = 0; i < 8; i++) {
      scripts.add("retry: 100\n\n" + (i == 0 ? message(1) : ""));
    }
    scripts.add(message(2));
    assertThat(follow(2)).isEqualTo(new End.Enough());
    assertThat(pauses).startsWith(Duration.ofMillis(100), Duration.ofMillis(200)).hasSize(8);
    assertThat(pauses.getLast()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void givesUpAConnectionThatIsSilent() throws Exception {
    scripts.add(message(1) + SILENCE);
    scripts.add(message(2));
    assertThat(follow(2)).isEqualTo(new End.Enough());
    assertThat(interrupted).containsExactly("the connection went silent");
  }

  @Test
  void endsWhenItIsRefused() throws Exception {
    scripts.add("404");
    assertThat(follow(1))
        .isInstanceOfSatisfying(
            End.NotFollowed.class, end -> assertThat(end.reply()).isInstanceOf(Refused.class));
    scripts.add("503");
    assertThat(follow(1)).isInstanceOf(End.NotFollowed.class);
    scripts.add(message(1) + CUT);
    scripts.add("401");
    assertThat(follow(2)).isInstanceOf(End.NotFollowed.class);
    server.stop(0);
    assertThat(follow(1))
        .isInstanceOfSatisfying(
            End.NotFollowed.class, end -> assertThat(end.reply()).isInstanceOf(Unreachable.class));
  }

  private End follow(int enough) throws InterruptedException {
    told.clear();
    Follower.Listener listener =
        new Follower.Listener() {
          @Override
          public boolean message(JsonView message) {
            told.add(message.text("seq"));
            return told.size() < enough;
          }

          @Override
          public void begunAnew() {
            interrupted.add("anew");
          }

          @Override
          public void interrupted(String why) {
            interrupted.add(why);
          }
        };
    try (ApiClient client = new ApiClient(url, "")) {
      return new Follower(
              client,
              () -> ApiRequest.get("/stream"),
              listener,
              pauses::add,
              Duration.ofMillis(300))
          .follow();
    }
  }

  private static String message(int seq) {
    return "id: " + seq + "\nevent: message\ndata: {\"seq\":" + seq + "}\n\n";
  }

  private static String end(String event, String reason) {
    return "event: " + event + "\ndata: {\"reason\":\"" + reason + "\"}\n\n";
  }
}
