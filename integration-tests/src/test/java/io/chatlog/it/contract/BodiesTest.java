package io.chatlog.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.WithStandalone;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compressed bodies in both directions, and texts of every script and size. */
@WithStandalone
class BodiesTest {
  private static final int CONTENT_CHARS_MAX = 100_000;

  private final ChatlogClient client;
  private final String user = Names.unique("bodies");

  BodiesTest(ChatlogClient client) {
    this.client = client;
  }

  @BeforeEach
  void session() {
    client.createUser(user);
    client.createSession(user, "s");
  }

  @Test
  void compressedBodiesAreRead() throws IOException {
    byte[] plain =
        Json.object("role", "user", "content", "compressed")
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    Call post = Call.post(Paths.messages(user, "s"));
    client
        .send(post.body("application/json", gzip(plain)).header("Content-Encoding", "gzip"))
        .expect(201);
    client
        .send(
            post.body("application/json", Zstd.compress(plain)).header("Content-Encoding", "zstd"))
        .expect(201);
    assertThat(client.allMessages(user, "s"))
        .extracting(message -> message.get("content").asText())
        .containsExactly("compressed", "compressed");
  }

  @Test
  void aBombIsRefusedAtTheLimit() throws IOException {
    byte[] zeros = new byte[64 * 1024 * 1024];
    Call post = Call.post(Paths.messages(user, "s"));
    client
        .send(post.body("application/json", gzip(zeros)).header("Content-Encoding", "gzip"))
        .expectProblem(413, "body_too_large");
    client
        .send(
            post.body("application/json", Zstd.compress(zeros)).header("Content-Encoding", "zstd"))
        .expectProblem(413, "body_too_large");
  }

  @Test
  void whatIsNotCompressedAsSaidIs400() throws IOException {
    Call post = Call.post(Paths.messages(user, "s"));
    byte[] body = gzip("{\"role\":\"user\",\"content\":\"x\"}".getBytes(StandardCharsets.UTF_8));
    byte[] cut = java.util.Arrays.copyOf(body, body.length - 6);
    assertThat(
            client
                .send(post.body("application/json", "{}").header("Content-Encoding", "gzip"))
                .status())
        .isEqualTo(400);
    assertThat(
            client
                .send(post.body("application/json", cut).header("Content-Encoding", "gzip"))
                .status())
        .isEqualTo(400);
    assertThat(client.allMessages(user, "s")).isEmpty();
  }

  @Test
  void answersAreCompressedWhenAskedFor() throws IOException {
    for (int number = 0; number < 30; number++) {
      client.post(user, "s", Json.object("role", "user", "content", "a long answer ".repeat(10)));
    }
    Call list = Call.get(Paths.messages(user, "s"));
    Reply plain = client.send(list).expect(200);
    assertThat(plain.header("Content-Encoding")).isEmpty();
    Reply gzip = client.send(list.header("Accept-Encoding", "gzip")).expect(200);
    assertThat(gzip.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
        .isEqualTo(plain.body());
    assertThat(gzip.body().length).isLessThan(plain.body().length);
  }

  @Test
  void theLongestContentIsKept() {
    String longest = "\uD83D\uDE80".repeat(CONTENT_CHARS_MAX);
    JsonNode stored =
        client.post(user, "s", Json.object("role", "user", "content", longest)).json();
    assertThat(stored.get("content").asText()).isEqualTo(longest);
    client
        .send(
            Call.post(Paths.messages(user, "s"))
                .json(Json.object("role", "user", "content", longest + "x")))
        .expectProblem(400, "content_too_long");
    JsonNode stats = client.sessionStats(user, "s");
    assertThat(stats.get("avg_message_length").asDouble()).isEqualTo(CONTENT_CHARS_MAX);
    assertThat(stats.get("total_size_bytes").asLong()).isEqualTo(4L * CONTENT_CHARS_MAX);
  }

  @Test
  void everyTextComesBackAsItWas() {
    String text = "\u0000\u0001\t\r\n\u2028\u2029\uFEFF\u202E\u0301é\uD834\uDD1E\\\"/<>&'";
    String sent = "{\"role\":\"user\",\"content\":" + Json.array(text).get(0) + "}";
    Reply posted = client.send(Call.post(Paths.messages(user, "s")).body("application/json", sent));
    assertThat(posted.expect(201).json().get("content").asText()).isEqualTo(text);
    assertThat(client.allMessages(user, "s").getFirst().get("content").asText()).isEqualTo(text);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }
}
