package io.chatlog.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.WithStandalone;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes that the stream refuses: they are in the log, and change nothing of what is read. */
@WithStandalone
class RefusedWritesTest {
  private final ChatlogClient client;
  private final String user = Names.unique("refused");

  RefusedWritesTest(ChatlogClient client) {
    this.client = client;
  }

  @Test
  void aRefusedWriteChangesNothing() {
    client.createUser(user);
    client.createSession(user, "s");
    client.post(user, "s", Json.object("message_id", "m", "role", "user", "content", "kept"));
    List<String> before = everything();
    JsonNode message = Json.object("role", "user", "content", "never");
    String nobody = user + "-nobody";
    refused(Call.post(Paths.messages(nobody, "s")).json(message), 404, "user_not_found");
    refused(Call.post(Paths.messages(user, "x")).json(message), 404, "session_not_found");
    refused(Call.post(Paths.sessions(nobody)).json(Json.object()), 404, "user_not_found");
    refused(Call.patch(Paths.user(nobody)).json(Json.object("name", "x")), 404, "user_not_found");
    refused(
        Call.patch(Paths.session(user, "x")).json(Json.object("title", "x")),
        404,
        "session_not_found");
    refused(
        Call.post("/v1/users").json(Json.object("user_id", user, "name", "x")), 409, "user_exists");
    refused(
        Call.post(Paths.sessions(user)).json(Json.object("session_id", "s", "title", "x")),
        409,
        "session_exists");
    refused(
        Call.post(Paths.messages(user, "s"))
            .json(Json.object("message_id", "m", "role", "user", "content", "other")),
        409,
        "id_conflict");
    refused(
        Call.patch(Paths.user(user)).json(Json.object("name", "x")).header("If-Match", "\"9\""),
        412,
        "version_mismatch");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aMergeThatGrowsBeyondTheLimitIsRefused() {
    client.createUser(user);
    String half = "x".repeat(40_000);
    Call patch = Call.patch(Paths.user(user));
    client.send(patch.json(Json.object("metadata", Json.object("a", half)))).expect(200);
    List<String> before = everything();
    refused(patch.json(Json.object("metadata", Json.object("b", half))), 422, "limit_exceeded");
    assertThat(everything()).isEqualTo(before);
  }

  private void refused(Call call, int status, String code) {
    Reply reply = client.send(call);
    reply.expectProblem(status, code);
    JsonNode receipt = client.read("/v1/receipts/" + reply.position());
    assertThat(receipt.get("outcome").asText()).isEqualTo("rejected");
    assertThat(receipt.get("code").asText()).isEqualTo(code);
  }

  /** All that can be read of the user, and the totals of the system. */
  private List<String> everything() {
    List<String> all = new ArrayList<>();
    all.add(client.read(Paths.user(user)).toString());
    for (JsonNode session : client.walk(Call.get(Paths.sessions(user)))) {
      String id = session.get("session_id").asText();
      all.add(session.toString());
      all.add(client.allMessages(user, id).toString());
      all.add(client.sessionStats(user, id).toString());
    }
    all.add(client.userStats(user).toString());
    // scores follow the collection, which forgets what other tests deleted
    client
        .search(user, "kept never other")
        .get("items")
        .forEach(
            hit ->
                all.add(
                    ((ObjectNode) hit)
                        .without(List.of("relevance_score", "raw_score"))
                        .toString()));
    JsonNode system = client.systemStats();
    all.add(
        system.get("total_users")
            + " "
            + system.get("total_sessions")
            + " "
            + system.get("total_messages"));
    return all;
  }
}
