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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users and sessions: created, read, changed under a condition, and kept exactly. */
@WithStandalone
class EntitiesTest {
  private final ChatlogClient client;

  EntitiesTest(ChatlogClient client) {
    this.client = client;
  }

  @Test
  void aUserIsKeptExactly() {
    String user = Names.unique("kept");
    JsonNode body =
        Json.read(
            """
            {"user_id":"%s","name":"Ada","username":"ada","email":"%s@example.org","role":"admin",
             "preferences":{"lang":"en","n":1.10},
             "metadata":{"z":1,"a":[1,2.50,{"deep":null}],"big":123456789012345678901234567890},
             "team":"engines","level":7}
            """
                .formatted(user, user));
    JsonNode created = client.send(Call.post("/v1/users").json(body)).expect(201).json();
    assertThat(created.get("name").asText()).isEqualTo("Ada");
    assertThat(created.get("email").asText()).isEqualTo(user + "@example.org");
    assertThat(created.get("preferences").toString()).isEqualTo("{\"lang\":\"en\",\"n\":1.10}");
    JsonNode metadata = created.get("metadata");
    assertThat(metadata.get("a").toString()).isEqualTo("[1,2.50,{\"deep\":null}]");
    assertThat(metadata.get("big").toString()).isEqualTo("123456789012345678901234567890");
    assertThat(metadata.get("team").asText()).as("an unknown key").isEqualTo("engines");
    assertThat(metadata.get("level").isInt()).isTrue();
    assertThat(created.get("version").asLong()).isEqualTo(1);
    assertThat(client.read(Paths.user(user))).isEqualTo(created);
  }

  @Test
  void aPatchChangesWhatItNamesAndNothingElse() {
    String user = Names.unique("patched");
    client
        .send(
            Call.post("/v1/users")
                .json(
                    Json.object(
                        "user_id",
                        user,
                        "name",
                        "Ada",
                        "username",
                        "ada",
                        "metadata",
                        Json.object("team", "engines", "city", "Turin"))))
        .expect(201);
    Reply patched =
        client.send(
            Call.patch(Paths.user(user))
                .body(
                    "application/merge-patch+json",
                    "{\"name\":\"Ada King\",\"metadata\":{\"team\":null,\"floor\":3}}"));
    JsonNode after = patched.expect(200).json();
    assertThat(after.get("name").asText()).isEqualTo("Ada King");
    assertThat(after.get("username").asText()).isEqualTo("ada");
    assertThat(after.get("metadata")).isEqualTo(Json.object("city", "Turin", "floor", 3));
    assertThat(after.get("version").asLong()).isEqualTo(2);
    assertThat(patched.header("ETag")).isEqualTo("\"2\"");
    assertThat(client.read(Paths.user(user))).isEqualTo(after);
  }

  @Test
  void aChangeOfAnotherVersionIsRefused() {
    String user = Names.unique("tagged");
    String tag = client.createUser(user).header("ETag");
    assertThat(client.send(Call.get(Paths.user(user))).expect(200).header("ETag")).isEqualTo(tag);
    Call patch = Call.patch(Paths.user(user)).json(Json.object("name", "A"));
    client.send(patch.header("If-Match", tag)).expect(200);
    Reply late = client.send(patch.header("If-Match", tag));
    late.expectProblem(412, "version_mismatch");
    assertThat(client.read(Paths.user(user)).get("version").asLong()).isEqualTo(2);
    client.send(patch.header("If-Match", "*")).expect(200);
    client.send(patch.header("If-Match", "W/\"3\"")).expectProblem(412, "version_mismatch");
    client.send(patch.header("If-Match", "3")).expectProblem(400, "invalid_header");
  }

  @Test
  void aSessionIsKeptAndPatched() {
    String user = Names.unique("owner");
    client.createUser(user);
    JsonNode body =
        Json.object(
            "session_id", "s",
            "title", "Difference engine",
            "channel", "phone",
            "source", "import",
            "summary", "about wheels",
            "tags", List.of("maths", "brass"),
            "metadata", Json.object("priority", 2),
            "external_id", "crm-1");
    JsonNode created = client.send(Call.post(Paths.sessions(user)).json(body)).expect(201).json();
    body.fields()
        .forEachRemaining(
            field -> assertThat(created.get(field.getKey())).isEqualTo(field.getValue()));
    assertThat(created.get("status").asText()).isEqualTo("active");
    assertThat(created.get("message_count").asLong()).isZero();
    assertThat(created.get("last_message_at").isNull()).isTrue();
    assertThat(client.read(Paths.session(user, "s"))).isEqualTo(created);

    Call patch = Call.patch(Paths.session(user, "s"));
    JsonNode after =
        client
            .send(patch.json(Json.object("title", "Engine No. 2", "status", "archived")))
            .expect(200)
            .json();
    assertThat(after.get("title").asText()).isEqualTo("Engine No. 2");
    assertThat(after.get("status").asText()).isEqualTo("archived");
    assertThat(after.get("tags")).isEqualTo(created.get("tags"));
    client
        .send(patch.json(Json.object("title", "x")).header("If-Match", "\"1\""))
        .expectProblem(412, "version_mismatch");
  }

  @Test
  void aSessionHasDefaultsAndAnIdOfItsOwn() {
    String user = Names.unique("defaults");
    client.createUser(user);
    Reply reply = client.send(Call.post(Paths.sessions(user)).json(Json.object())).expect(201);
    JsonNode session = reply.json();
    assertThat(session.get("title").asText()).isEqualTo("New Chat Session");
    assertThat(session.get("channel").asText()).isEqualTo("web");
    assertThat(session.get("session_id").asText()).matches("[0-9a-f-]{36}");
    assertThat(reply.header("Location"))
        .isEqualTo(Paths.session(user, session.get("session_id").asText()));
  }

  @Test
  void aSoftDeletedSessionIsGoneUntilItIsRestored() {
    String user = Names.unique("soft");
    client.createUser(user);
    client.createSession(user, "s");
    client.post(user, "s", Json.object("role", "user", "content", "vanishing point"));
    Call patch = Call.patch(Paths.session(user, "s"));
    JsonNode deleted = client.send(patch.json(Json.object("status", "deleted"))).expect(200).json();
    assertThat(deleted.get("deleted_at").isNull()).isFalse();
    assertThat(client.walk(Call.get(Paths.sessions(user)))).isEmpty();
    assertThat(client.userStats(user).get("total_sessions").asLong()).isZero();
    assertThat(client.userStats(user).get("total_messages").asLong()).isZero();
    assertThat(client.search(user, "vanishing").get("items")).isEmpty();
    assertThat(client.walk(Call.get(Paths.sessions(user)).query("include_deleted", true)))
        .hasSize(1);
    JsonNode back = client.send(patch.json(Json.object("status", "active"))).expect(200).json();
    assertThat(back.get("deleted_at").isNull()).isTrue();
    assertThat(client.walk(Call.get(Paths.sessions(user)))).hasSize(1);
    assertThat(client.userStats(user).get("total_messages").asLong()).isEqualTo(1);
    assertThat(client.search(user, "vanishing").get("items")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nick|away[`]",
        "a%2Fb",
        "100%",
        "ünïcödé",
        "東京",
        "\uD83D\uDE80",
        "a+b&c=d;e?f#g",
        "...",
        "\\{^}\"<>'",
        "semi:colon:fork",
        "messages:all"
      })
  void anOddIdGoesThereAndBack(String odd) {
    String user = odd + Names.unique("");
    JsonNode created = client.createUser(user).json();
    assertThat(created.get("user_id").asText()).isEqualTo(user);
    assertThat(client.read(Paths.user(user)).get("user_id").asText()).isEqualTo(user);
    assertThat(client.createSession(user, odd).json().get("session_id").asText()).isEqualTo(odd);
    JsonNode message = Json.object("message_id", odd, "role", "user", "content", "odd ids");
    Reply posted = client.post(user, odd, message);
    assertThat(posted.json().get("message_id").asText()).isEqualTo(odd);
    assertThat(client.read(posted.header("Location"))).isEqualTo(posted.json());
    assertThat(client.read(Paths.message(user, odd, odd))).isEqualTo(posted.json());
    assertThat(client.allMessages(user, odd)).containsExactly(posted.json());
    assertThat(client.sessionStats(user, odd).get("message_count").asLong()).isEqualTo(1);
    assertThat(client.search(user, "odd").get("items")).hasSize(1);
    assertThat(client.walk(Call.get("/v1/users").query("prefix", user)))
        .extracting(item -> item.get("user_id").asText())
        .containsExactly(user);
  }
}
