package io.chatlog.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.process.Proc;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import io.chatlog.testkit.sse.SseReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What 2,000 clients cost that follow and are told nothing, and how soon they are told something.
 */
@Tag("soak")
@Timeout(300)
class IdleTailsSoakTest {
  private static final int TAILS = 2_000;
  private static final int USERS = 20;

  /** Two heart-beats of the default, one behind the other. */
  private static final int HEARTBEATS = 2;

  /** Of one core; idle without tails is about 0.02 to 0.05. */
  private static final double CORES_MAX = 0.15;

  private static final long RESIDENT_BYTES_MAX = 250L << 20;

  /** A stream on a bare connection: no thread waits for it. */
  private record Tail(Socket socket, SseReader events) {
    static Tail open(URI server, String path) throws IOException {
      Socket socket = new Socket(server.getHost(), server.getPort());
      socket.setSoTimeout(60_000);
      String request = "GET " + path + " HTTP/1.0\r\nHost: " + server.getAuthority() + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new Tail(socket, new SseReader(body(socket.getInputStream())));
    }

    /** Without chunks, because HTTP/1.0 has none. */
    private static InputStream body(InputStream in) throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      assertThat(head.toString()).contains(" 200 ").contains("text/event-stream");
      return in;
    }
  }

  @Test
  void twoThousandIdleTailsCostAlmostNothing() throws Exception {
    List<Tail> tails = new ArrayList<>();
    try (Standalone standalone = Standalone.start(Workspace.empty("idle-tails"));
        ChatlogClient client = ChatlogClient.of(standalone)) {
      for (int user = 0; user < USERS; user++) {
        client.createUser("u" + user);
        client.createSession("u" + user, "s");
      }
      long pid = standalone.process().pid();
      tails.add(Tail.open(standalone.reads(), path(0)));
      double coresBefore = cores(pid, tails.getFirst());
      long residentBefore = Proc.residentBytes(pid);
      while (tails.size() < TAILS) {
        tails.add(Tail.open(standalone.reads(), path(tails.size())));
      }
      double cores = cores(pid, tails.getLast());
      long resident = Proc.residentBytes(pid) - residentBefore;
      System.out.printf(
          "%d idle tails: %.3f cores (with one %.3f), %d MB resident more%n",
          TAILS, cores, coresBefore, resident >> 20);
      tellAll(client, tails);
      assertThat(cores).isLessThan(CORES_MAX);
      assertThat(resident).isLessThan(RESIDENT_BYTES_MAX);
    } finally {
      for (Tail tail : tails) {
        tail.socket().close();
      }
    }
  }

  private static String path(int tail) {
    String user = "u" + tail % USERS;
    return tail % 2 == 0
        ? Paths.messages(user, "s") + ":stream"
        : Paths.user(user) + "/messages:stream";
  }

  /** The cores that a process takes from one heart-beat of a tail to the second one behind it. */
  private static double cores(long pid, Tail tail) throws IOException {
    awaitHeartbeats(tail, 1);
    long begin = System.nanoTime();
    Duration before = Proc.cpu(pid);
    awaitHeartbeats(tail, HEARTBEATS);
    Duration took = Proc.cpu(pid).minus(before);
    return (double) took.toNanos() / (System.nanoTime() - begin);
  }

  private static void awaitHeartbeats(Tail tail, int count) throws IOException {
    for (int left = count; left > 0; ) {
      if (tail.events().nextBlock().isHeartbeat()) {
        left--;
      }
    }
  }

  /** One message for each user, which every tail of theirs is told. */
  private static void tellAll(ChatlogClient client, List<Tail> tails) throws IOException {
    long begin = System.nanoTime();
    for (int user = 0; user < USERS; user++) {
      client.post("u" + user, "s", Json.object("role", "user", "content", "at last"));
    }
    for (Tail tail : tails) {
      assertThat(tail.events().nextEvent().event()).isEqualTo("message");
    }
    System.out.printf(
        "%d messages were told to %d tails in %d ms%n",
        USERS, tails.size(), (System.nanoTime() - begin) / 1_000_000);
  }
}
