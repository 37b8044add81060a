package io.chatlog.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loads on a server that counts what it is asked for. */
class LoadTest {
  private static final List<Request> REQUESTS =
      List.of(
          Request.get("/a"),
          Request.post("/b", "application/json", true, new byte[100_000], 7),
          Request.get("/c"));

  private final Map<String, LongAdder> asked = new ConcurrentHashMap<>();
  private final Semaphore answers = new Semaphore(0);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private URI url;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, 200));
    server.createContext("/bad", exchange -> answer(exchange, 404));
    server.createContext(
        "/slow",
        exchange -> {
          answers.acquireUninterruptibly();
          answer(exchange, 200);
        });
    server.start();
    url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    exchange.getRequestBody().readAllBytes();
    asked.computeIfAbsent(exchange.getRequestURI().getPath(), path -> new LongAdder()).increment();
    byte[] body = "an answer".getBytes(StandardCharsets.UTF_8);
    // a length for one, chunks for another
    exchange.sendResponseHeaders(status, asked.size() % 2 == 0 ? body.length : 0);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void everyRequestIsSentSoOften() {
    for (int threadCount = 1; threadCount <= 2; threadCount++) {
      asked.clear();
      LoadResult result = new Load(threadCount).times(url, 3, REQUESTS, 31);
      assertThat(result.requests()).isEqualTo(31);
      assertThat(result.failures()).isZero();
      assertThat(result.messages()).isEqualTo(70);
      assertThat(result.clientCpuMicros()).isPositive();
      assertThat(counts()).isEqualTo(Map.of("/a", 11L, "/b", 10L, "/c", 10L));
    }
  }

  @Test
  void whatIsNoSuccessIsCountedAndNamed() {
    LoadResult result = new Load(1).all(url, 2, List.of(Request.get("/bad"), Request.get("/a")));
    assertThat(result.requests()).isEqualTo(2);
    assertThat(result.failures()).isEqualTo(1);
    assertThat(result.firstFailure()).isEqualTo("/bad: 404 an answer");
  }

  @Test
  void anOpenLoadSendsAtItsRate() {
    LoadResult result = new Load(1).open(url, 4, 200, REQUESTS, Duration.ofMillis(300));
    assertThat(result.requests()).isEqualTo(60);
    assertThat(counts()).isEqualTo(Map.of("/a", 20L, "/b", 20L, "/c", 20L));
  }

  @Test
  void aServerThatStallsIsNotSparedWhatWasDueMeanwhile() {
    // one connection: what is due while the first waits for its answer waits with it
    threads.execute(
        () -> {
          LockSupport.parkNanos(Duration.ofMillis(150).toNanos());
          answers.release(1_000);
        });
    LoadResult result =
        new Load(1).open(url, 1, 200, List.of(Request.get("/slow")), Duration.ofMillis(100));
    assertThat(result.requests()).isEqualTo(20);
    assertThat(result.millis(0)).isGreaterThan(50);
  }

  @Test
  void aServerThatIsNotThereIsAnError() {
    server.stop(0);
    assertThatThrownBy(() -> new Load(1).all(url, 1, REQUESTS))
        .isInstanceOf(IllegalStateException.class);
  }

  private Map<String, Long> counts() {
    return asked.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().sum()));
  }
}
