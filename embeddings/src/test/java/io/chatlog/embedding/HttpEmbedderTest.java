package io.chatlog.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.chatlog.embedding.EmbeddingSettings.Provider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Embeddings over HTTP, against a server that answers as it is told. */
class HttpEmbedderTest {
  private static final String TWO =
      """
      {"object":"list","model":"m","data":[
        {"object":"embedding","index":1,"embedding":[0,1]},
        {"object":"embedding","index":0,"embedding":[0.5,-2e-1]}],"usage":{"total_tokens":2}}\
      """;

  /** An answer: its status, its body, and how many seconds it asks to wait, or nothing. */
  private record Scripted(int status, String body, String retryAfter) {}

  private final Queue<Scripted> answers = new ConcurrentLinkedQueue<>();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final List<Duration> pauses = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/embeddings",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
          Scripted next = answers.remove();
          if (!next.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", next.retryAfter());
          }
          byte[] bytes = next.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(next.status(), bytes.length == 0 ? -1 : bytes.length);
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
  void vectorsComeInTheOrderOfTheTexts() throws Exception {
    answers.add(new Scripted(200, TWO, ""));
    try (Embedder embedder = embedder(3)) {
      List<float[]> vectors = embedder.embed(List.of("a \"quote\"", "b"));
      assertThat(vectors.get(0)).containsExactly(0.5f, -0.2f);
      assertThat(vectors.get(1)).containsExactly(0, 1);
    }
    assertThat(asked)
        .containsExactly(
            "Bearer secret {\"model\":\"m\",\"encoding_format\":\"float\","
                + "\"input\":[\"a \\\"quote\\\"\",\"b\"]}");
  }

  @Test
  void aServiceThatIsBusyIsAskedAgainAfterAPause() throws Exception {
    answers.add(new Scripted(503, "busy", ""));
    answers.add(new Scripted(429, "slow down", "3"));
    answers.add(new Scripted(200, TWO, ""));
    try (Embedder embedder = embedder(3)) {
      assertThat(embedder.embed(List.of("a", "b"))).hasSize(2);
    }
    assertThat(pauses).containsExactly(Duration.ofMillis(200), Duration.ofSeconds(3));
  }

  @Test
  void aServiceThatStaysAwayIsGivenUpAndMayBeAskedLater() throws Exception {
    answers.add(new Scripted(500, "first", ""));
    answers.add(new Scripted(502, "last", ""));
    try (Embedder embedder = embedder(2)) {
      assertThatThrownBy(() -> embedder.embed(List.of("a", "b")))
          .isInstanceOfSatisfying(
              EmbedderException.class, fault -> assertThat(fault.isRetryable()).isTrue())
          .hasMessageContaining("502")
          .hasMessageContaining("last");
    }
    server.stop(0);
    try (Embedder embedder = embedder(1)) {
      assertThatThrownBy(() -> embedder.embed(List.of("a", "b")))
          .isInstanceOfSatisfying(
              EmbedderException.class, fault -> assertThat(fault.isRetryable()).isTrue());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void aRefusalIsFinal(int status) throws Exception {
    answers.add(new Scripted(status, "too long", ""));
    assertFails(false, String.valueOf(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 401, 403, 404, 405})
  void aSetUpThatMayBeMendedIsNoRefusal(int status) throws Exception {
    answers.add(new Scripted(status, status == 204 ? "" : "who are you", ""));
    assertFails(true, String.valueOf(status));
  }

  /** Asked once, without a pause. */
  private void assertFails(boolean retryable, String message) throws Exception {
    try (Embedder embedder = embedder(3)) {
      assertThatThrownBy(() -> embedder.embed(List.of("a", "b")))
          .isInstanceOfSatisfying(
              EmbedderException.class,
              fault -> assertThat(fault.isRetryable()).isEqualTo(retryable))
          .hasMessageContaining(message);
    }
    assertThat(pauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[]",
        "{}",
        "{\"data\":{}}",
        "{\"data\":[]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,2]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":2,\"embedding\":[1,2]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[1,2,3]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[\"1\",0]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":\"AAAA\"},{\"index\":1,\"embedding\":[1,0]}]}"
      })
  void anAnswerOfAnotherFormIsNoVector(String body) throws Exception {
    answers.add(new Scripted(200, body, ""));
    assertFails(true, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[0,0]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[NaN,0]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[1e99,0]}]}"
      })
  void aVectorThatCannotBeComparedIsARefusalOfItsText(String body) throws Exception {
    answers.add(new Scripted(200, body, ""));
    assertFails(false, "a vector");
  }

  @Test
  void anAnswerWithoutEndIsNotReadToTheEnd() throws Exception {
    answers.add(new Scripted(200, "{\"data\":[" + " ".repeat(1_000_000), ""));
    try (Embedder embedder = embedder(1)) {
      assertThatThrownBy(() -> embedder.embed(List.of("a", "b")))
          .isInstanceOf(EmbedderException.class)
          .hasMessageContaining("longer than its vectors can be");
    }
  }

  @Test
  void anAnswerThatStopsInTheMiddleIsNotWaitedFor() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.createContext(
        "/stops/embeddings",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write("{\"data\":[".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          await(over);
        });
    try (Embedder embedder = embedder("/stops", Duration.ofMillis(300), 1)) {
      assertThatThrownBy(() -> embedder.embed(List.of("a", "b")))
          .isInstanceOfSatisfying(
              EmbedderException.class, fault -> assertThat(fault.isRetryable()).isTrue())
          .hasMessageContaining("does not come to its end in time");
    } finally {
      over.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void ofALongTextTheBeginningIsEmbedded() {
    assertThat(Texts.begin("abc", 3)).isEqualTo("abc");
    assertThat(Texts.begin("abcd", 3)).isEqualTo("abc");
    assertThat(Texts.begin("ab\uD83D\uDE00", 3)).as("no half character").isEqualTo("ab");
  }

  private HttpEmbedder embedder(int attempts) {
    return embedder("/v1", Duration.ofSeconds(5), attempts);
  }

  private HttpEmbedder embedder(String path, Duration timeout, int attempts) {
    return new HttpEmbedder(
        new EmbeddingSettings(
            Provider.HTTP,
            "http://127.0.0.1:" + server.getAddress().getPort() + path,
            "secret",
            "m",
            "",
            2,
            64,
            8_000,
            timeout,
            attempts),
        pauses::add);
  }
}
