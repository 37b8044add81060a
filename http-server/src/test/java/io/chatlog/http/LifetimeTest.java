package io.chatlog.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How requests and answers get along with time: waiting, streaming, stopping. */
class LifetimeTest {
  @Test
  void stoppingLetsRequestsEnd() throws Exception {
    var entered = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var own =
        new TestServer(
            routes ->
                routes.add(
                    HttpMethod.GET,
                    "/slow",
                    "slow",
                    r -> {
                      entered.countDown();
                      assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
                      return Answer.text(200, "text/plain", "done");
                    }));
    int port = own.server.port();
    var answer = new CompletableFuture<String>();
    Thread.ofVirtual().start(() -> answer.complete(own.get("/slow").body()));
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    var closed = new CompletableFuture<Boolean>();
    Thread.ofVirtual()
        .start(
            () -> {
              own.server.close();
              closed.complete(true);
            });
    assertThat(closed).isNotDone();
    goOn.countDown();
    assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("done");
    assertThat(closed.get(10, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> new Socket("127.0.0.1", port).close()).isInstanceOf(IOException.class);
    own.close();
  }

  @Test
  void aLiveStreamArrivesPieceByPiece() throws Exception {
    var goOn = new CountDownLatch(1);
    try (var own =
        new TestServer(
            routes ->
                routes.add(
                    HttpMethod.GET,
                    "/live",
                    "live",
                    r ->
                        Answer.liveStream(
                            200,
                            "text/event-stream",
                            out -> {
                              out.write("one\n".getBytes(StandardCharsets.UTF_8));
                              out.flush();
                              try {
                                assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
                              } catch (InterruptedException e) {
                                throw new IOException(e);
                              }
                              out.write("two\n".getBytes(StandardCharsets.UTF_8));
                            })))) {
      var answer =
          own.sendFor(
              HttpResponse.BodyHandlers.ofInputStream(),
              "GET",
              "/live",
              new byte[0],
              b -> b.header("Accept-Encoding", "gzip"));
      assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(new String(answer.body().readNBytes(4), StandardCharsets.UTF_8))
          .isEqualTo("one\n");
      goOn.countDown();
      assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("two\n");
    }
  }

  @Test
  void aLiveStreamThatNobodyReadsIsCutOff() throws Exception {
    var blocked = new CountDownLatch(1);
    var ended = new CompletableFuture<Throwable>();
    var output = new CompletableFuture<LiveOutput>();
    try (var own =
        new TestServer(
            routes ->
                routes.add(
                    HttpMethod.GET,
                    "/live",
                    "live",
                    r ->
                        Answer.liveStream(
                            200,
                            "text/event-stream",
                            out -> {
                              output.complete(out);
                              byte[] much = new byte[1 << 20];
                              try {
                                for (int megabyte = 0; megabyte < 1_000; megabyte++) {
                                  if (megabyte == 16) { // more than the kernel takes
                                    blocked.countDown();
                                  }
                                  out.write(much);
                                }
                                ended.complete(new AssertionError("a gigabyte was taken"));
                              } catch (IOException cutOff) {
                                ended.complete(cutOff);
                                throw cutOff;
                              }
                            })))) {
      var answer =
          own.sendFor(
              HttpResponse.BodyHandlers.ofInputStream(), "GET", "/live", new byte[0], b -> b);
      assertThat(answer.body().readNBytes(20 << 20)).hasSize(20 << 20);
      assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(ended).isNotDone();
      output.get(10, TimeUnit.SECONDS).cutOff();
      assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(UndeliverableException.class);
      assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aHandlerMayTakeLongerThanAConnectionMayIdle() throws Exception {
    HttpServerSettings defaults = HttpServerSettings.defaults();
    var brief =
        new HttpServerSettings(
            defaults.host(),
            0,
            1000,
            1000,
            Duration.ofMillis(200),
            Duration.ofMillis(300),
            defaults.stopTimeout(),
            10,
            4096,
            1024);
    var never = new CountDownLatch(1);
    try (var own =
        new TestServer(
            brief,
            routes ->
                routes.add(
                    HttpMethod.POST,
                    "/wait",
                    "wait",
                    r -> {
                      r.body();
                      assertThat(never.await(1, TimeUnit.SECONDS)).isFalse();
                      return Answer.text(200, "text/plain", "done");
                    }))) {
      assertThat(own.send("POST", "/wait", "x").body()).isEqualTo("done");
    }
  }
}
