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
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches: each item stands for itself, in order, and repeating one is harmless. */
@WithStandalone
class BatchTest {
  private static final String FIRE_HOSE = "/v1/messages:batch";
  private static final String CREATING = FIRE_HOSE + "?create_missing=true";

  private final ChatlogClient client;
  private final String user = Names.unique("batch");

  BatchTest(ChatlogClient client) {
    this.client = client;
  }

  @Test
  void aGoodBatchIs200AndKeepsItsOrder() {
    Reply reply = client.send(Call.post(CREATING).lines(items(50))).expect(200);
    assertThat(reply.json().get("succeeded").asInt()).isEqualTo(50);
    assertThat(reply.json().get("failed").asInt()).isZero();
    assertThat(reply.position()).isNotBlank();
    for (int index = 0; index < 50; index++) {
      JsonNode item = reply.items().get(index);
      assertThat(item.get("index").asInt()).isEqualTo(index);
      assertThat(item.get("id").asText()).isEqualTo("m" + index);
      assertThat(item.get("success").asBoolean()).isTrue();
      assertThat(item.get("seq").asLong()).isEqualTo(index + 1);
      assertThat(item.get("position").asText()).matches("\\d+:\\d+");
      assertThat(item.get("code").isNull()).isTrue();
    }
    assertThat(client.allMessages(user, "s"))
        .extracting(message -> message.get("message_id").asText())
        .containsExactlyElementsOf(IntStream.range(0, 50).mapToObj(index -> "m" + index).toList());
  }

  @Test
  void aRepeatedBatchIsHarmless() {
    Call batch = Call.post(CREATING).json(Json.array(items(20).toArray()));
    JsonNode first = client.send(batch).expect(200).json();
    JsonNode second = client.send(batch).expect(200).json();
    assertThat(second.get("succeeded").asInt()).isEqualTo(20);
    for (int index = 0; index < 20; index++) {
      assertThat(second.get("items").get(index).get("seq"))
          .isEqualTo(first.get("items").get(index).get("seq"));
    }
    assertThat(client.allMessages(user, "s")).hasSize(20);
    assertThat(client.userStats(user).get("total_messages").asLong()).isEqualTo(20);
  }

  @Test
  void oneBadItemHarmsNoOther() {
    client.createUser(user);
    client.createSession(user, "s");
    List<String> lines =
        List.of(
            "{\"message_id\":\"a\",\"role\":\"user\",\"content\":\"first\",\"author_id\":\"x\"}",
            "{\"message_id\":\"b\",\"role\":\"user\",\"content\":",
            "{\"message_id\":\"c\",\"role\":\"user\",\"content\":\"   \"}",
            "{\"message_id\":\"d\",\"role\":\"nobody\",\"content\":\"x\"}",
            "{\"message_id\":\"e\",\"role\":\"user\",\"content\":\"x\",\"colour\":1}",
            "{\"message_id\":\"f\",\"role\":\"user\",\"content\":\"x\",\"content\":\"y\"}",
            "[1,2,3]",
            "\uFEFFgarbage } { \" \\",
            "{\"message_id\":\"a/b\",\"role\":\"user\",\"content\":\"x\"}",
            "{\"message_id\":\"z\",\"role\":\"assistant\",\"content\":\"last\"}");
    Reply reply = client.send(Call.post(Paths.messages(user, "s") + ":batch").lines(lines));
    List<JsonNode> items = reply.expect(207).items();
    assertThat(items)
        .extracting(item -> item.get("success").asBoolean())
        .containsExactly(true, false, false, false, false, false, false, false, false, true);
    assertThat(items)
        .extracting(item -> item.get("code").asText("null"))
        .containsExactly(
            "null",
            "malformed_json",
            "content_blank",
            "invalid_field",
            "unknown_field",
            "malformed_json",
            "malformed_json",
            "malformed_json",
            "invalid_id",
            "null");
    assertThat(items)
        .filteredOn(item -> !item.get("success").asBoolean())
        .allSatisfy(
            item -> {
              assertThat(item.get("status").asInt()).isEqualTo(400);
              assertThat(item.get("error_message").asText()).isNotBlank();
              assertThat(item.get("retryable").asBoolean()).isFalse();
              assertThat(item.get("position").isNull()).isTrue();
            });
    List<JsonNode> stored = client.allMessages(user, "s");
    assertThat(stored)
        .extracting(message -> message.get("content").asText())
        .containsExactly("first", "last");
    assertThat(stored.get(1).get("author_id").isNull()).as("nothing leaks").isTrue();
  }

  @Test
  void withoutCreateMissingTheAbsentAreRefused() {
    client.createUser(user);
    client.createSession(user, "s");
    List<JsonNode> items =
        List.of(
            item(user, "s", "m1"), item(user, "nowhere", "m2"), item("nobody-" + user, "s", "m3"));
    Reply reply = client.send(Call.post(FIRE_HOSE).lines(items)).expect(207);
    assertThat(reply.items())
        .extracting(item -> item.get("status").asInt())
        .containsExactly(201, 404, 404);
    assertThat(reply.items())
        .extracting(item -> item.get("code").asText("null"))
        .containsExactly("null", "session_not_found", "user_not_found");
    client.send(Call.get(Paths.session(user, "nowhere"))).expectProblem(404, "session_not_found");
  }

  @Test
  void whenAllFailAlikeTheBatchFailsSo() {
    Reply absent =
        client.send(
            Call.post(FIRE_HOSE).lines(List.of(item(user, "s", "m1"), item(user, "s", "m2"))));
    assertThat(absent.expect(404).items()).hasSize(2);
    Reply blank =
        client.send(
            Call.post(CREATING)
                .lines(
                    List.of(
                        Json.object(
                            "user_id", user, "session_id", "s", "role", "user", "content", ""))));
    assertThat(blank.expect(400).items().getFirst().get("code").asText())
        .isEqualTo("content_blank");
    client.send(Call.get(Paths.user(user))).expectProblem(404, "user_not_found");
  }

  @Test
  void anAsyncBatchIs202WithPositions() {
    Reply reply = client.send(Call.post(CREATING).lines(items(10)).async()).expect(202);
    assertThat(reply.items())
        .allSatisfy(
            item -> {
              assertThat(item.get("success").asBoolean()).isTrue();
              assertThat(item.get("position").asText()).matches("\\d+:\\d+");
            });
    Reply list = client.send(Call.get(Paths.messages(user, "s")).notBefore(reply.position()));
    assertThat(list.expect(200).items()).hasSize(10);
  }

  @Test
  void aBatchThatCannotBeReadIsAProblem() {
    client
        .send(Call.post(CREATING).body("application/json", "{\"not\":\"an array\"}"))
        .expectProblem(400, "malformed_json");
    client
        .send(Call.post(CREATING).body("application/json", "[]"))
        .expectProblem(400, "batch_empty");
    client
        .send(Call.post(CREATING).body("application/x-ndjson", "\n\n"))
        .expectProblem(400, "batch_empty");
  }

  @Test
  void aBatchBeyondTheLimitIsRefusedWhole() {
    List<JsonNode> many =
        IntStream.rangeClosed(0, 10_000).mapToObj(index -> item(user, "s", "m" + index)).toList();
    client.send(Call.post(CREATING).lines(many)).expectProblem(413, "batch_too_large");
    client.send(Call.get(Paths.user(user))).expectProblem(404, "user_not_found");
    Reply most = client.send(Call.post(CREATING).lines(many.subList(0, 10_000)));
    assertThat(most.status()).isIn(200, 202);
    assertThat(most.json().get("succeeded").asInt()).isEqualTo(10_000);
  }

  @Test
  void usersComeAsJsonLinesAndCsv() {
    String csv =
        """
        user_id,name,email,team,note
        %1$s-a,Ada Lovelace,%1$s-a@example.org,engines,"says ""hi"", twice"
        %1$s-b,Grace Hopper,,compilers,
        a/b,Bad Id,,,
        """
            .formatted(user);
    Reply reply = client.send(Call.post("/v1/users:batch").body("text/csv", csv)).expect(207);
    assertThat(reply.json().get("created").asInt()).isEqualTo(2);
    assertThat(reply.json().get("failed").asInt()).isEqualTo(1);
    assertThat(reply.items().get(2).get("code").asText()).isEqualTo("invalid_id");
    JsonNode ada = client.read(Paths.user(user + "-a"));
    assertThat(ada.get("name").asText()).isEqualTo("Ada Lovelace");
    assertThat(ada.get("metadata").get("team").asText()).isEqualTo("engines");
    assertThat(ada.get("metadata").get("note").asText()).isEqualTo("says \"hi\", twice");
    assertThat(client.read(Paths.user(user + "-b")).get("email").isNull()).isTrue();

    List<JsonNode> lines =
        List.of(
            Json.object("user_id", user + "-a", "name", "Someone else"),
            Json.object("user_id", user + "-c", "name", "Katherine"));
    Reply json = client.send(Call.post("/v1/users:batch").lines(lines)).expect(207);
    assertThat(json.items().get(0).get("code").asText()).isEqualTo("user_exists");
    assertThat(json.json().get("created").asInt()).isEqualTo(1);
    assertThat(client.read(Paths.user(user + "-c")).get("name").asText()).isEqualTo("Katherine");
  }

  private List<JsonNode> items(int count) {
    return IntStream.range(0, count).mapToObj(index -> item(user, "s", "m" + index)).toList();
  }

  private static JsonNode item(String owner, String session, String id) {
    return Json.object(
        "user_id", owner,
        "session_id", session,
        "message_id", id,
        "role", "user",
        "content", "content of " + id);
  }
}
