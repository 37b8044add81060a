package io.chatlog.it.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.kafka.ForgottenState;
import io.chatlog.it.ledger.Ledger;
import io.chatlog.it.ledger.Writers;
import io.chatlog.it.process.BrokerKafka;
import io.chatlog.it.process.Seeds;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read is made of the log alone: taken away, it comes back the same, byte for byte. */
class ReplayTest {
  private static final Duration PROGRESS_MAX = Duration.ofSeconds(90);

  @Test
  void anEmptyStateBecomesWhatItWas() throws Exception {
    Seeds.run("replay", ReplayTest::replay);
  }

  private static void replay(long seed) {
    Path directory = Workspace.empty("replay");
    try (Standalone standalone = Standalone.start(directory);
        ChatlogClient client = ChatlogClient.of(standalone)) {
      history(client, seed);
      String positions = Export.positions(client);
      List<String> before = Export.of(client, positions);
      assertThat(before).hasSizeGreaterThan(300);

      Duration stop = standalone.stop();
      standalone.startAgain();
      System.out.printf(
          "stopped after %d ms, ready again after %d ms%n",
          stop.toMillis(), standalone.readyAfter().toMillis());
      same(Export.of(client, positions), before, "it was stopped");

      standalone.stop();
      standalone.deleteState();
      standalone.startAgain();
      same(Export.of(client, positions), before, "stores and indexes were deleted");

      standalone.stop();
      standalone.deleteState();
      try (BrokerKafka broker = BrokerKafka.start(directory)) {
        ForgottenState.forget(broker.bootstrapServers());
        broker.stop();
      }
      standalone.startAgain();
      same(Export.of(client, positions), before, "nothing was left but the log");
    }
  }

  /**
   * Real conversations, random writes with repetitions and refusals, changes, soft deletes,
   * deletions and edits.
   */
  private static void history(ChatlogClient client, long seed) {
    client.load(bundledConversations());
    try (Writers writers = Writers.start(client, "replayed", seed, Writers.PACE)) {
      Ledger ledger = writers.ledger();
      ledger.awaitAcknowledged(500, PROGRESS_MAX);
      writers.stop();
      assertThat(ledger.surprises()).isEmpty();
    }
    int number = 0;
    for (JsonNode session : changeable(client)) {
      String path =
          Paths.session(session.get("user_id").asText(), session.get("session_id").asText());
      JsonNode change =
          switch (number++ % 10) {
            case 0 -> Json.object("status", "deleted");
            case 1 -> Json.object("channel", "changed", "title", "Changed " + number);
            case 2 -> Json.object("tags", List.of("a", "b"), "metadata", Json.object("n", number));
            default -> Json.object();
          };
      if (!change.isEmpty()) {
        client.send(Call.patch(path).json(change)).expect(200);
      }
      if (number % 20 == 0) {
        client.send(Call.patch(path).json(Json.object("status", "active"))).expect(200);
      }
      if (number % 10 == 5) {
        client.send(Call.of("DELETE", path)).expect(204);
      } else if (number % 10 == 6) {
        editAndDelete(client, path);
      }
    }
    List<JsonNode> users = client.walk(Call.get("/v1/users").query("limit", 500));
    for (int gone = 0; gone < users.size(); gone += 12) {
      String path = Paths.user(users.get(gone).get("user_id").asText());
      assertThat(client.send(Call.of("DELETE", path)).status()).isIn(204, 409);
      if (gone % 24 == 0) {
        Call erase = Call.of("DELETE", path).query("force", true);
        assertThat(client.send(erase).status()).isIn(204, 404);
      }
    }
  }

  /** The first message goes, the second says something else: the others keep their numbers. */
  private static void editAndDelete(ChatlogClient client, String session) {
    List<JsonNode> messages = client.walk(Call.get(session + "/messages").query("limit", 1_000));
    for (int at = 0; at < Math.min(2, messages.size()); at++) {
      String message =
          session + "/messages/" + Paths.segment(messages.get(at).get("message_id").asText());
      client
          .send(
              at == 0
                  ? Call.of("DELETE", message)
                  : Call.patch(message).json(Json.object("content", "edited " + at)))
          .expect(at == 0 ? 204 : 200);
    }
  }

  private static List<JsonNode> changeable(ChatlogClient client) {
    List<JsonNode> sessions = new ArrayList<>();
    for (JsonNode user : client.walk(Call.get("/v1/users").query("limit", 500))) {
      sessions.addAll(client.walk(Call.get(Paths.sessions(user.get("user_id").asText()))));
    }
    return sessions;
  }

  private static List<String> bundledConversations() {
    try (InputStream bundled = ReplayTest.class.getResourceAsStream("/demo/conversations.jsonl")) {
      return new String(bundled.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void same(List<String> after, List<String> before, String when) {
    byte[] was = String.join("\n", before).getBytes(StandardCharsets.UTF_8);
    byte[] is = String.join("\n", after).getBytes(StandardCharsets.UTF_8);
    if (!java.util.Arrays.equals(was, is)) {
      assertThat(after).as("after " + when).isEqualTo(before); // names what differs
    }
  }
}
