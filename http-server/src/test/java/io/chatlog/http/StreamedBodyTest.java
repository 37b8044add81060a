package io.chatlog.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.chatlog.http.body.StreamLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies that are read as they come, beyond what one may have in memory. */
class StreamedBodyTest {
  private static final int BYTES_MAX = 1 << 20;
  private static final Duration TIMEOUT = Duration.ofMillis(800);
  private static final int RATE = 100;
  private static final HttpServerSettings SETTINGS =
      HttpServerSettings.defaults().withBodies(1024, 4096, Duration.ofSeconds(5));

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            SETTINGS,
            routes ->
                routes.add(
                    HttpMethod.POST,
                    "/count",
                    "count",
                    request -> {
                      StreamLimits limits = new StreamLimits(BYTES_MAX, TIMEOUT, RATE);
                      try (InputStream in = request.bodyStream(limits)) {
                        long bytes = in.transferTo(OutputStream.nullOutputStream());
                        return Answer.text(200, "text/plain", "" + bytes);
                      }
                    }));
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

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void aBodyArrivesWholeWhateverTheLimitOfOthersIs() throws IOException {
    for (int length : new int[] {0, 1, 1025, BYTES_MAX}) {
      assertThat(server.send("POST", "/count", noise(length), b -> b).body())
          .isEqualTo("" + length);
    }
    byte[] zeros = new byte[BYTES_MAX];
    assertThat(
            server
                .send("POST", "/count", gzip(zeros), b -> b.header("Content-Encoding", "gzip"))
                .body())
        .isEqualTo("" + BYTES_MAX);
    assertThat(
            server
                .send(
                    "POST",
                    "/count",
                    Zstd.compress(zeros),
                    b -> b.header("Content-Encoding", "zstd"))
                .body())
        .isEqualTo("" + BYTES_MAX);
  }

  @Test
  void oneByteTooManyIsRefused() throws IOException {
    var announced = server.send("POST", "/count", noise(BYTES_MAX + 1), b -> b);
    assertThat(announced.statusCode()).isEqualTo(413);
    var unfolded =
        server.send(
            "POST",
            "/count",
            gzip(new byte[BYTES_MAX + 1]),
            b -> b.header("Content-Encoding", "gzip"));
    assertThat(unfolded.statusCode()).isEqualTo(413);
    assertThat(unfolded.body()).contains("decompressed");
    byte[] whole = gzip(noise(1000));
    var cut =
        server.send(
            "POST", "/count", Arrays.copyOf(whole, 500), b -> b.header("Content-Encoding", "gzip"));
    assertThat(cut.statusCode()).isEqualTo(400);
    assertThat(server.send("POST", "/count", noise(10), b -> b).body()).isEqualTo("10");
  }

  @Test
  void whoTricklesIsCutOff() throws IOException {
    String answer = send(1, 1_000_000);
    assertThat(answer).startsWith("HTTP/1.1 408").contains("\"code\":\"request_timeout\"");
  }

  @Test
  void whoSendsFastEnoughMayTakeLonger() throws IOException {
    assertThat(send(20, 800)).contains("\r\n800");
  }

  @Test
  void whoWasFastMayNotBeSilent() throws IOException {
    try (Socket socket = server.connect()) {
      long start = System.nanoTime();
      socket.getOutputStream().write(head(BYTES_MAX));
      socket.getOutputStream().write(new byte[BYTES_MAX / 2]);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 408");
      assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(TIMEOUT.toMillis() + 4_000);
    }
  }

  private static byte[] head(int length) {
    return ("POST /count HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends so many bytes every 50 ms, at most so many, and returns what is answered meanwhile. */
  private static String send(int bytesAtOnce, int bytesMax) throws IOException {
    try (Socket socket = server.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(head(bytesMax));
      socket.setSoTimeout(50);
      var answer = new ByteArrayOutputStream();
      long start = System.nanoTime();
      int sent = 0;
      boolean closed = false;
      while (!closed && System.nanoTime() - start < 15_000_000_000L) {
        try {
          int b = socket.getInputStream().read();
          closed = b < 0;
          if (!closed) {
            answer.write(b);
          }
        } catch (SocketTimeoutException nothingYet) {
          int count = Math.min(bytesAtOnce, bytesMax - sent);
          out.write(new byte[count]);
          sent += count;
        }
      }
      return answer.toString(StandardCharsets.UTF_8);
    }
  }
}
