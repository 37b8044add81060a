package io.chatlog.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.chatlog.http.body.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How bodies are received, and what is refused. */
class BodyTest {
  private static final int BYTES_MAX = 64 * 1024;
  private static final int INFLIGHT_BYTES_MAX = 4 * BYTES_MAX;
  private static final Duration TIMEOUT = Duration.ofMillis(1500);
  private static final HttpServerSettings SETTINGS =
      HttpServerSettings.defaults().withBodies(BYTES_MAX, INFLIGHT_BYTES_MAX, TIMEOUT);

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer(SETTINGS, BodyTest::register);
  }

  private static void register(RouteTable routes) {
    routes
        .add(HttpMethod.GET, "/ping", "ping", r -> Answer.empty(204))
        .add(
            HttpMethod.POST,
            "/hash",
            "hash",
            request -> {
              Body body = request.body();
              byte[] bytes = Arrays.copyOf(body.array(), body.length());
              return Answer.text(200, "text/plain", body.length() + " " + Arrays.hashCode(bytes));
            });
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static String hash(byte[] bytes) {
    return bytes.length + " " + Arrays.hashCode(bytes);
  }

  private static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 16_384, 16_385, BYTES_MAX - 1, BYTES_MAX})
  void aBodyArrivesWhole(int length) {
    byte[] bytes = noise(length);
    assertThat(server.send("POST", "/hash", bytes, b -> b).body()).isEqualTo(hash(bytes));
    for (String coding : List.of("gzip", "zstd", "x-gzip", "GZIP", "identity")) {
      byte[] sent =
          switch (coding) {
            case "identity" -> bytes;
            case "zstd" -> Zstd.compress(bytes);
            default -> gzip(bytes);
          };
      if (sent.length <= BYTES_MAX) {
        assertThat(
                server
                    .send("POST", "/hash", sent, b -> b.header("Content-Encoding", coding))
                    .body())
            .isEqualTo(hash(bytes));
      }
    }
  }

  @Test
  void aChunkedBodyArrivesWhole() {
    String answer =
        server.raw(
            "POST /hash HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
                + "\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    assertThat(answer).endsWith(hash("abcde".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void oneByteTooManyIsRefused() {
    var announced = server.send("POST", "/hash", noise(BYTES_MAX + 1), b -> b);
    assertThat(announced.statusCode()).isEqualTo(413);
    assertThat(announced.body()).contains("\"code\":\"body_too_large\"");
    String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
    String answer =
        server.raw(
            "POST /hash HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(2)
                + "1\r\nx\r\n0\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 413").contains("\"code\":\"body_too_large\"");
  }

  @Test
  void aBombIsRefusedBeforeItUnfolds() {
    byte[] zeros = new byte[8 << 20];
    for (byte[] bomb : List.of(gzip(zeros), Zstd.compress(zeros))) {
      String coding = bomb[0] == 0x1f ? "gzip" : "zstd";
      var answer = server.send("POST", "/hash", bomb, b -> b.header("Content-Encoding", coding));
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("decompressed");
    }
  }

  @Test
  void aDamagedCodingIsTheClientsFault() {
    byte[] whole = gzip(noise(1000));
    byte[] zstd = Zstd.compress(noise(1000));
    List<byte[]> damaged =
        List.of(
            Arrays.copyOf(whole, whole.length / 2),
            "not gzip at all".getBytes(StandardCharsets.UTF_8),
            Arrays.copyOf(whole, 5));
    for (byte[] body : damaged) {
      var answer = server.send("POST", "/hash", body, b -> b.header("Content-Encoding", "gzip"));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("not a whole gzip stream");
    }
    for (byte[] body : List.of(Arrays.copyOf(zstd, zstd.length / 2), damaged.get(1))) {
      var answer = server.send("POST", "/hash", body, b -> b.header("Content-Encoding", "zstd"));
      assertThat(answer.statusCode()).isEqualTo(400);
    }
  }

  @Test
  void noTransferCodingButChunkedIsTaken() {
    String head = "POST /hash HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: ";
    String body = "\r\n\r\n1\r\nx\r\n0\r\n\r\n";
    assertThat(server.raw(head + "Chunked" + body)).startsWith("HTTP/1.1 200");
    assertThat(server.raw(head + "gzip, chunked" + body))
        .startsWith("HTTP/1.1 501")
        .contains("not_implemented");
  }

  @Test
  void membersOfGzipAreOneBodyAndNothingMayFollowThem() {
    byte[] one = noise(20_000);
    byte[] two = noise(9_000);
    byte[] both = together(one, two);
    assertThat(gunzipped(together(gzip(one), gzip(two))).body()).isEqualTo(hash(both));
    byte[] damaged = gzip(two);
    damaged[1]++;
    for (byte[] tail :
        List.of(new byte[] {0}, "x".getBytes(StandardCharsets.UTF_8), damaged, noise(9_000))) {
      HttpResponse<String> answer = gunzipped(together(gzip(one), tail));
      assertThat(answer.statusCode()).as("%d bytes", tail.length).isEqualTo(400);
      assertThat(answer.body()).contains("not a whole gzip stream");
    }
  }

  @Test
  void framesOfZstdAreOneBodyAndNothingMayFollowThem() {
    byte[] one = noise(20_000);
    byte[] frames = together(Zstd.compress(one), Zstd.compress(one));
    var answer = server.send("POST", "/hash", frames, b -> b.header("Content-Encoding", "zstd"));
    assertThat(answer.body()).isEqualTo(hash(together(one, one)));
    byte[] tailed = together(Zstd.compress(one), "tail".getBytes(StandardCharsets.UTF_8));
    answer = server.send("POST", "/hash", tailed, b -> b.header("Content-Encoding", "zstd"));
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  private static HttpResponse<String> gunzipped(byte[] body) {
    return server.send("POST", "/hash", body, b -> b.header("Content-Encoding", "gzip"));
  }

  private static byte[] together(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "gzip, zstd", "gzip;q=1"})
  void anotherCodingIsRefused(String coding) {
    var answer = server.send("POST", "/hash", noise(10), b -> b.header("Content-Encoding", coding));
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("\"code\":\"unsupported_encoding\"");
  }

  @Test
  void bodiesInFlightAreBoundedTogether() throws IOException {
    List<Socket> holders = new ArrayList<>();
    // With time enough, so that no holder is cut off while others come in.
    HttpServerSettings patient =
        SETTINGS.withBodies(BYTES_MAX, INFLIGHT_BYTES_MAX, Duration.ofSeconds(20));
    try (var own = new TestServer(patient, BodyTest::register)) {
      for (int i = 0; i < INFLIGHT_BYTES_MAX / BYTES_MAX; i++) {
        Socket socket = own.connect();
        holders.add(socket);
        sendAllButOne(socket);
      }
      await(() -> heldBytes(own) == INFLIGHT_BYTES_MAX);
      var refused = own.send("POST", "/hash", noise(1), b -> b);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(refused.body()).contains("\"code\":\"too_many_requests\"", "\"retryable\":true");
      for (Socket holder : holders) {
        holder.close();
      }
      await(() -> heldBytes(own) == 0);
      assertThat(own.send("POST", "/hash", noise(1), b -> b).statusCode()).isEqualTo(200);
    }
  }

  private static void sendAllButOne(Socket socket) throws IOException {
    String head = "POST /hash HTTP/1.1\r\nHost: x\r\nContent-Length: " + BYTES_MAX + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(new byte[BYTES_MAX - 1]);
    socket.getOutputStream().flush();
  }

  @Test
  void manySlowBodiesHoldNobodyUpAndAreCutOff() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      long start = System.nanoTime();
      for (int i = 0; i < 260; i++) {
        Socket socket = server.connect();
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                "POST /hash HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx"
                    .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
      }
      long beforeMs = (System.nanoTime() - start) / 1_000_000;
      byte[] bytes = noise(1000);
      assertThat(server.send("POST", "/hash", bytes, b -> b).body()).isEqualTo(hash(bytes));
      long tookMs = (System.nanoTime() - start) / 1_000_000 - beforeMs;
      assertThat(tookMs).isLessThan(1000);
      for (Socket socket : slow) {
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer)
            .startsWith("HTTP/1.1 408")
            .contains("Connection: close")
            .contains("\"code\":\"request_timeout\"");
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void aTricklingBodyIsCutOffAtTheDeadline() throws IOException {
    try (Socket socket = server.connect()) {
      var out = socket.getOutputStream();
      out.write(
          "POST /hash HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      long start = System.nanoTime();
      socket.setSoTimeout(50);
      var answer = new ByteArrayOutputStream();
      boolean closed = false;
      while (!closed && System.nanoTime() - start < 10_000_000_000L) {
        try {
          // Each wait for the answer lets 50 ms pass, then one more byte goes out.
          int b = socket.getInputStream().read();
          closed = b < 0;
          if (!closed) {
            answer.write(b);
          }
        } catch (SocketTimeoutException nothingYet) {
          out.write('x');
        }
      }
      long tookMs = (System.nanoTime() - start) / 1_000_000;
      assertThat(answer.toString(StandardCharsets.UTF_8)).startsWith("HTTP/1.1 408");
      assertThat(tookMs).isBetween(TIMEOUT.toMillis() - 100, TIMEOUT.toMillis() + 1500);
    }
  }

  @Test
  void aClientThatLeavesHarmsNobody() throws IOException {
    try (Socket socket = server.connect()) {
      sendAllButOne(socket);
    }
    assertThat(server.get("/ping").statusCode()).isEqualTo(204);
  }

  @Test
  void aRefusalIsNotLostWhileTheBodyIsStillBeingSent() {
    byte[] bytes = noise(4 << 20);
    HttpServerSettings defaults = HttpServerSettings.defaults();
    try (var own = new TestServer(defaults, BodyTest::register)) {
      for (int i = 0; i < 10; i++) {
        assertThat(own.send("POST", "/nowhere", bytes, b -> b).statusCode()).isEqualTo(404);
        assertThat(
                own.send("POST", "/hash", bytes, b -> b.header("Content-Encoding", "br"))
                    .statusCode())
            .isEqualTo(415);
      }
    }
  }

  @Test
  void aClientThatOnlyStopsSendingIsAnswered() throws IOException {
    try (Socket socket = server.connect()) {
      sendAllButOne(socket);
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("\"code\":\"malformed_request\"", "ended before its end");
    }
  }

  @Test
  void allMemoryComesBack() {
    byte[] bytes = noise(BYTES_MAX);
    for (int i = 0; i < 20; i++) {
      server.send("POST", "/hash", bytes, b -> b);
      server.send("POST", "/hash", noise(BYTES_MAX + 1), b -> b);
      server.send("POST", "/hash", bytes, b -> b.header("Content-Encoding", "gzip"));
    }
    await(() -> heldBytes(server) == 0);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static double heldBytes(TestServer of) {
    return of.registry.get("chatlog.http.body.held.bytes").gauge().value();
  }
}
