package io.chatlog.it.reads;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.ledger.Drafts;
import io.chatlog.it.process.Names;

/** Writes without waiting, then reads in every way with the position. */
public final class ReadYourWrites {
  private final ChatlogClient client;
  private final String user = Names.unique("fresh");
  private final long messagesBefore;

  private ReadYourWrites(ChatlogClient client) {
    this.client = client;
    this.messagesBefore = client.systemStats().get("total_messages").asLong();
  }

  /** So many times. Nothing else writes meanwhile: the system's statistics are compared as well. */
  public static void check(ChatlogClient client, int times) {
    ReadYourWrites reads = new ReadYourWrites(client);
    client.createUser(reads.user);
    client.createSession(reads.user, "s");
    for (int count = 1; count <= times; count++) {
      reads.once(count);
    }
  }

  private void once(int count) {
    String token = Drafts.token();
    String position =
        client
            .send(
                Call.post(Paths.messages(user, "s"))
                    .json(Json.object("message_id", "m" + count, "role", "user", "content", token))
                    .async())
            .expect(202)
            .position();
    // Each read is the first to ask for the position every few rounds.
    for (int kind = 0; kind < 7; kind++) {
      read((count + kind) % 7, count, token, position);
    }
  }

  private void read(int kind, int count, String token, String position) {
    String session = Paths.session(user, "s");
    switch (kind) {
      case 0 -> {
        JsonNode page = ask(Call.get(Paths.user(user) + "/search").query("q", token), position);
        assertThat(page.get("items")).as("search %d", count).hasSize(1);
        assertThat(page.get("items").get(0).get("id").asText()).isEqualTo("m" + count);
      }
      case 1 -> {
        JsonNode page = ask(Call.get("/v1/search").query("q", token), position);
        assertThat(page.get("items")).as("search over all users %d", count).hasSize(1);
      }
      case 2 ->
          assertThat(
                  ask(Call.get(Paths.user(user) + "/stats"), position)
                      .get("total_messages")
                      .asInt())
              .as("user statistics")
              .isEqualTo(count);
      case 3 ->
          assertThat(ask(Call.get(session + "/stats"), position).get("message_count").asInt())
              .as("session statistics")
              .isEqualTo(count);
      case 4 ->
          assertThat(ask(Call.get("/v1/stats"), position).get("total_messages").asLong())
              .as("system statistics")
              .isEqualTo(messagesBefore + count);
      case 5 ->
          assertThat(ask(Call.get(session + "/messages/m" + count), position).get("seq").asInt())
              .as("message")
              .isEqualTo(count);
      default -> {
        JsonNode last = ask(Call.get(session + "/messages").query("last", 1), position);
        assertThat(last.get("items").get(0).get("content").asText()).isEqualTo(token);
        assertThat(ask(Call.get(session), position).get("message_count").asInt()).isEqualTo(count);
      }
    }
  }

  private JsonNode ask(Call call, String position) {
    return client.send(call.notBefore(position)).expect(200).json();
  }
}
