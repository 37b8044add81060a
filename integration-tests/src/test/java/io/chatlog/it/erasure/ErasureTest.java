package io.chatlog.it.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.kafka.ForgottenState;
import io.chatlog.it.process.BrokerKafka;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import io.chatlog.standalone.erasure.FilesOnDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Plants a word in everything that a client can write, erases it, lets the log roll and compact,
 * and decodes every file: the word must be in none. A replay of what is left gives the same.
 */
@Tag("soak")
class ErasureTest {
  private static final String MARKER = "zqmarker";
  private static final int KEEPERS = 16;
  private static final Duration GONE_MAX = Duration.ofSeconds(150);

  @Test
  void whatIsDeletedIsInNoFile() throws Exception {
    Path directory = Workspace.empty("erasure");
    try (Standalone standalone =
            Standalone.start(directory, "--set", "chatlog.processor.erase_within_ms=4000");
        ChatlogClient client = ChatlogClient.of(standalone)) {
      Planted planted = new Planted(client, MARKER);
      planted.everywhere();
      for (int keeper = 0; keeper < KEEPERS; keeper++) {
        client.createUser("keeper-" + keeper);
        client.createSession("keeper-" + keeper, "s");
      }
      client.send(Call.post("/v1/panels").json(Json.object("panel_id", "stays"))).expect(201);
      client
          .send(
              Call.post("/v1/panels/stays/messages")
                  .json(Json.object("message_id", "m", "role", "user", "content", "kept")))
          .expect(201);
      traffic(client, 0);
      assertThat(client.search("stays", MARKER).get("items")).isNotEmpty();
      assertThat(FilesOnDisk.holding(MARKER, standalone.dataDir()))
          .as("the word can be found where it is")
          .hasSizeGreaterThan(10);

      planted.erase();
      assertThat(client.search("stays", MARKER).get("items")).isEmpty();
      assertThat(
              client
                  .send(Call.get("/v1/search").query("q", MARKER))
                  .expect(200)
                  .json()
                  .get("items"))
          .isEmpty();
      EagerCompaction.of(standalone.bootstrapServers());
      int rounds = untilGone(client, standalone.dataDir(), 1);
      System.out.println("gone from every file after " + rounds + " rounds of a second");

      String positions = client.send(Call.get("/v1/stats")).expect(200).position();
      List<String> before = answers(client, positions);
      standalone.stop();
      standalone.deleteState();
      try (BrokerKafka broker = BrokerKafka.start(directory)) {
        ForgottenState.forget(broker.bootstrapServers());
        broker.stop();
      }
      standalone.startAgain();
      assertThat(answers(client, positions)).isEqualTo(before);
      untilGone(client, standalone.dataDir(), rounds);
    }
  }

  /** Looks until a search finds nothing and no file went away under it; gives the next round. */
  private static int untilGone(ChatlogClient client, Path dataDir, int firstRound) {
    long deadline = System.nanoTime() + GONE_MAX.toNanos();
    int round = firstRound;
    List<String> places = FilesOnDisk.holding(MARKER, dataDir);
    while (!places.isEmpty()) {
      assertThat(System.nanoTime()).as("still in " + places).isLessThan(deadline);
      traffic(client, round++);
      LockSupport.parkNanos(1_000_000_000);
      places = FilesOnDisk.holding(MARKER, dataDir);
    }
    return round;
  }

  /** Something in every topic and partition: a log rolls a segment when something is appended. */
  private static void traffic(ChatlogClient client, int round) {
    for (int keeper = 0; keeper < KEEPERS; keeper++) {
      String user = "keeper-" + keeper;
      String id = "m-" + round;
      JsonNode message = Json.object("message_id", id, "role", "user", "content", "round " + round);
      client.post(user, "s", message);
      client.send(Call.post(Paths.messages(user, "nowhere")).json(message)).expect(404);
      if (round % 2 == 1) {
        client.send(Call.of("DELETE", Paths.message(user, "s", id))).expect(204);
      }
    }
  }

  /** Everything that can be read of what is left, once positions are applied. */
  private static List<String> answers(ChatlogClient client, String positions) {
    List<String> answers = new ArrayList<>();
    JsonNode totals = client.send(Call.get("/v1/stats").notBefore(positions)).expect(200).json();
    answers.add(totals.get("total_users") + " " + totals.get("total_messages"));
    client.walk(Call.get("/v1/personas")).forEach(persona -> answers.add(persona.toString()));
    for (JsonNode panel : client.walk(Call.get("/v1/panels"))) {
      String path = "/v1/panels/" + Paths.segment(panel.get("panel_id").asText());
      answers.add(panel + " " + client.read(path + "/stats"));
      client.walk(Call.get(path + "/messages")).forEach(said -> answers.add(said.toString()));
    }
    for (JsonNode user : client.walk(Call.get("/v1/users"))) {
      String id = user.get("user_id").asText();
      answers.add(user + " " + client.userStats(id));
      for (JsonNode session : client.walk(Call.get(Paths.sessions(id)))) {
        String in = session.get("session_id").asText();
        answers.add(session + " " + client.sessionStats(id, in));
        client.allMessages(id, in).forEach(message -> answers.add(message.toString()));
      }
    }
    return answers;
  }
}
