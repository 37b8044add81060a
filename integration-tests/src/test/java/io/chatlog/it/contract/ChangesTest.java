package io.chatlog.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.WithStandalone;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is there changes, is copied, and goes: in every answer at once. */
@WithStandalone
class ChangesTest {
  private final ChatlogClient client;
  private final String user = Names.unique("changing");

  ChangesTest(ChatlogClient client) {
    this.client = client;
  }

  @BeforeEach
  void begin() {
    client.createUser(user);
    client.createSession(user, "s");
    for (int number = 1; number <= 5; number++) {
      client.post(
          user,
          "s",
          Json.object(
              "message_id",
              "m" + number,
              "role",
              number % 2 == 1 ? "user" : "assistant",
              "content",
              "saffron number " + number,
              "timestamp",
              "2026-03-04T10:00:0" + number + "Z"));
    }
  }

  private Reply delete(String path) {
    return client.send(Call.of("DELETE", path));
  }

  private List<String> found(String word) {
    List<String> ids = new ArrayList<>();
    client.search(user, word).get("items").forEach(hit -> ids.add(hit.get("id").asText()));
    return ids;
  }

  @Test
  void anEditIsFoundByItsNewWordsOnly() {
    String path = Paths.message(user, "s", "m2");
    JsonNode edited =
        client
            .send(
                Call.patch(path)
                    .header("If-Match", "\"1\"")
                    .json(Json.object("content", "turmeric", "metadata", Json.object("k", 1))))
            .expect(200)
            .json();
    assertThat(edited.get("seq").asLong()).isEqualTo(2);
    assertThat(edited.get("version").asLong()).isEqualTo(2);
    assertThat(edited.get("edited_at").isNull()).isFalse();
    assertThat(client.read(path)).isEqualTo(edited);
    assertThat(found("turmeric")).containsExactly("m2");
    assertThat(found("saffron")).containsExactlyInAnyOrder("m1", "m3", "m4", "m5");
    assertThat(client.sessionStats(user, "s").get("avg_message_length").asDouble())
        .isEqualTo((4 * "saffron number 1".length() + "turmeric".length()) / 5.0);
    client
        .send(Call.patch(path).header("If-Match", "\"1\"").json(Json.object("content", "too late")))
        .expect(412);
  }

  @Test
  void aDeletedMessageIsGoneAndTheOthersKeepTheirNumbers() {
    assertThat(delete(Paths.message(user, "s", "m2")).expect(204).header("Chatlog-Position"))
        .isNotNull();
    assertThat(client.allMessages(user, "s"))
        .extracting(message -> message.get("seq").asInt())
        .containsExactly(1, 3, 4, 5);
    assertThat(found("saffron")).containsExactlyInAnyOrder("m1", "m3", "m4", "m5");
    JsonNode stats = client.sessionStats(user, "s");
    assertThat(stats.get("message_count").asInt()).isEqualTo(4);
    assertThat(stats.get("assistant_message_count").asInt()).isEqualTo(1);
    assertThat(stats.get("response_time_ms").get("avg").asDouble()).isEqualTo(1_000);
    assertThat(client.userStats(user).get("total_messages").asInt()).isEqualTo(4);
    delete(Paths.message(user, "s", "m2")).expect(404);
    delete(Paths.message(user, "s", "m5")).expect(204);
    JsonNode session = client.read(Paths.session(user, "s"));
    assertThat(session.get("last_message_at").asText()).isEqualTo("2026-03-04T10:00:04.000Z");
    client.post(user, "s", Json.object("role", "user", "content", "next"));
    assertThat(client.allMessages(user, "s").getLast().get("seq").asInt()).isEqualTo(6);
  }

  @Test
  void aForkOutlivesItsOriginal() {
    JsonNode fork =
        client
            .send(
                Call.post(Paths.session(user, "s") + ":fork")
                    .json(Json.object("at_seq", 3, "session_id", "f", "title", "What if")))
            .expect(201)
            .json();
    assertThat(fork.get("title").asText()).isEqualTo("What if");
    assertThat(fork.get("status").asText()).isEqualTo("active");
    assertThat(fork.get("message_count").asInt()).isEqualTo(3);
    Reply again =
        client.send(
            Call.post(Paths.session(user, "s") + ":fork")
                .json(Json.object("at_seq", 3, "session_id", "f", "title", "What if")));
    assertThat(again.expect(201).header("Chatlog-Duplicate")).isEqualTo("true");
    assertThat(again.header("Chatlog-Position")).isNotNull();
    client
        .send(
            Call.post(Paths.session(user, "s") + ":fork")
                .json(Json.object("at_seq", 2, "session_id", "f", "title", "What if")))
        .expect(409);
    Call patch = Call.patch(Paths.session(user, "f"));
    client.send(patch.json(Json.object("status", "deleted"))).expect(200);
    Reply hidden =
        client.send(
            Call.post(Paths.session(user, "s") + ":fork")
                .json(Json.object("at_seq", 3, "session_id", "f", "title", "What if")));
    assertThat(hidden.expect(201).isDuplicate()).isTrue();
    assertThat(hidden.json().get("status").asText()).isEqualTo("deleted");
    client.send(patch.json(Json.object("status", "active"))).expect(200);
    List<JsonNode> originals = client.allMessages(user, "s").subList(0, 3);
    assertThat(found("saffron")).hasSize(8);
    delete(Paths.session(user, "s")).expect(204);
    List<JsonNode> copies = client.allMessages(user, "f");
    assertThat(copies).hasSameSizeAs(originals);
    for (int at = 0; at < 3; at++) {
      for (String field : List.of("message_id", "seq", "content", "timestamp", "received_at")) {
        assertThat(copies.get(at).get(field)).isEqualTo(originals.get(at).get(field));
      }
    }
    assertThat(found("saffron")).hasSize(3);
    assertThat(client.userStats(user).get("total_messages").asInt()).isEqualTo(3);
    assertThat(client.sessionStats(user, "f").get("response_time_ms").get("avg").asDouble())
        .isEqualTo(1_000);
  }

  @Test
  void aForkThatIsAskedForAgainIsToldAgain() {
    Call fork = Call.post(Paths.session(user, "s") + ":fork");
    JsonNode whole = Json.object("session_id", "w");
    JsonNode last = Json.object("session_id", "l", "message_id", "m5");
    JsonNode first = client.send(fork.json(whole)).expect(201).json();
    client.send(fork.json(last)).expect(201);
    client.post(user, "s", Json.object("role", "user", "content", "more"));
    Call patch = Call.patch(Paths.session(user, "s"));
    client.send(patch.json(Json.object("title", "other"))).expect(200);
    delete(Paths.message(user, "s", "m5")).expect(204);
    for (int round = 0; round < 2; round++) {
      Reply again = client.send(fork.json(whole)).expect(201);
      assertThat(again.isDuplicate()).isTrue();
      assertThat(again.json()).isEqualTo(first);
      assertThat(client.send(fork.json(last)).expect(201).isDuplicate()).isTrue();
      client.send(fork.json(Json.object("session_id", "w", "title", "other"))).expect(409);
      client.send(fork.json(Json.object("session_id", "l"))).expect(409);
      if (round == 0) {
        delete(Paths.session(user, "s")).expect(204);
      }
    }
    client.send(fork.json(Json.object("session_id", "new"))).expect(404);
  }

  @Test
  void aForkNamesAMessageThatIsThere() {
    Call fork = Call.post(Paths.session(user, "s") + ":fork");
    client.send(fork.json(Json.object("at_seq", 6))).expect(404);
    client.send(fork.json(Json.object("message_id", "none"))).expect(404);
    client.send(fork.json(Json.object("at_seq", 1, "message_id", "m1"))).expect(400);
    client.send(fork.json(Json.object("at_seq", 0))).expect(400);
    JsonNode whole = client.send(fork.json(Json.object())).expect(201).json();
    assertThat(whole.get("message_count").asInt()).isEqualTo(5);
    JsonNode first = client.send(fork.json(Json.object("message_id", "m1"))).expect(201).json();
    assertThat(first.get("message_count").asInt()).isEqualTo(1);
  }

  @Test
  void aForkCopiesAllThatWasAcceptedBefore() {
    for (int round = 1; round <= 8; round++) {
      String id = "n" + round;
      JsonNode message = Json.object("message_id", id, "role", "user", "content", "x");
      client.send(Call.post(Paths.messages(user, "s")).json(message).async()).expect(202);
      JsonNode asked =
          switch (round % 3) {
            case 0 -> Json.object();
            case 1 -> Json.object("at_seq", 5 + round);
            default -> Json.object("message_id", id);
          };
      Reply fork = client.send(Call.post(Paths.session(user, "s") + ":fork").json(asked));
      assertThat(fork.expect(201).json().get("message_count").asInt()).isEqualTo(5 + round);
    }
  }

  @Test
  void aPutThatMustCreateReplacesNothing() {
    Call put = Call.of("PUT", Paths.session(user, "s")).header("If-None-Match", "*");
    client.send(put.json(Json.object("title", "other"))).expect(412);
    Call fresh = Call.of("PUT", Paths.session(user, "new")).header("If-None-Match", "*");
    client.send(fresh.json(Json.object("title", "other"))).expect(201);
  }

  @Test
  void aPutThatNamesNoStatusDoesNotRestore() {
    String path = Paths.session(user, "s");
    Call put = Call.of("PUT", path);
    client
        .send(Call.patch(path).json(Json.object("status", "archived", "summary", "was said")))
        .expect(200);
    JsonNode replaced =
        client.send(put.json(Json.object("title", "a", "tags", List.of("x", "y", "x")))).json();
    assertThat(replaced.get("status").asText()).as("absent is the default").isEqualTo("active");
    assertThat(replaced.get("summary").isNull()).isTrue();
    assertThat(replaced.get("tags")).hasSize(2);
    client.send(Call.patch(path).json(Json.object("status", "deleted"))).expect(200);
    JsonNode kept = client.send(put.json(Json.object("title", "b"))).expect(200).json();
    assertThat(kept.get("status").asText()).isEqualTo("deleted");
    assertThat(kept.get("title").asText()).isEqualTo("b");
    assertThat(kept.get("deleted_at").isNull()).isFalse();
    assertThat(client.send(Call.get(Paths.sessions(user))).items()).isEmpty();
    JsonNode restored =
        client.send(put.json(Json.object("title", "c", "status", "active"))).expect(200).json();
    assertThat(restored.get("deleted_at").isNull()).isTrue();
    assertThat(client.allMessages(user, "s")).hasSize(5);
  }

  @Test
  void anExternalIdBelongsToOneActiveSession() {
    String first = Paths.session(user, "s");
    client.send(Call.patch(first).json(Json.object("external_id", "x-1"))).expect(200);
    Call second = Call.of("PUT", Paths.session(user, "t"));
    assertThat(
            client
                .send(second.json(Json.object("external_id", "x-1")))
                .expect(409)
                .json()
                .get("code")
                .asText())
        .isEqualTo("external_id_taken");
    client.send(Call.patch(first).json(Json.object("status", "archived"))).expect(200);
    client.send(second.json(Json.object("external_id", "x-1"))).expect(201);
    client.send(Call.patch(first).json(Json.object("status", "active"))).expect(409);
    delete(Paths.session(user, "t")).expect(204);
    client.send(Call.patch(first).json(Json.object("status", "active"))).expect(200);
  }

  @Test
  void aUserGoesWithEverything() {
    delete(Paths.user(user)).expect(409);
    long sessions = client.systemStats().get("total_sessions").asLong();
    delete(Paths.user(user) + "?force=true").expect(204);
    client.send(Call.get(Paths.user(user))).expect(404);
    client.send(Call.get(Paths.session(user, "s"))).expect(404);
    client.send(Call.get(Paths.messages(user, "s"))).expect(404);
    assertThat(client.systemStats().get("total_sessions").asLong()).isEqualTo(sessions - 1);
    client.createUser(user);
    client.createSession(user, "s");
    assertThat(client.allMessages(user, "s")).isEmpty();
    assertThat(found("saffron")).isEmpty();
    client.post(user, "s", Json.object("message_id", "m1", "role", "user", "content", "anew"));
    assertThat(client.allMessages(user, "s").getFirst().get("seq").asInt()).isEqualTo(1);
  }

  @Test
  void conversationsAreCountedByDay() {
    client.send(Call.of("PUT", Paths.session(user, "p")).json(Json.object("channel", "phone")));
    client.send(Call.patch(Paths.session(user, "p")).json(Json.object("status", "deleted")));
    JsonNode days =
        client
            .send(Call.get("/v1/stats/daily").query("user_id", user))
            .expect(200)
            .json()
            .get("items");
    assertThat(days).hasSize(2);
    assertThat(days.get(0).get("channel").asText()).isEqualTo("phone");
    assertThat(days.get(0).get("deleted_conversations").asInt()).isEqualTo(1);
    assertThat(days.get(1).get("messages").asInt()).isEqualTo(5);
    assertThat(days.get(1).get("active_conversations").asInt()).isEqualTo(1);
    JsonNode metrics =
        client
            .send(Call.get("/v1/stats/conversations").query("user_id", user).query("days", 10))
            .expect(200)
            .json()
            .get("items");
    assertThat(metrics.findValuesAsText("metric_name"))
        .containsExactly(
            "total_conversations",
            "active_conversations",
            "with_embeddings",
            "handoff_complete",
            "avg_per_day");
    assertThat(metrics.get(0).get("metric_value").asInt()).isEqualTo(1);
    assertThat(metrics.get(4).get("metric_value").asDouble()).isEqualTo(0.1);
    client.send(Call.get("/v1/stats/daily").query("from", "2026-13-01")).expect(400);
    client
        .send(Call.get("/v1/stats/daily").query("from", "1990-01-01").query("to", "2026-01-01"))
        .expect(400);
  }
}
