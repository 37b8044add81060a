package io.chatlog.it.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A word in every place that a client can write it to, and its erasure. */
final class Planted {
  private final ChatlogClient client;
  private final String word;

  Planted(ChatlogClient client, String word) {
    this.client = client;
    this.word = word;
  }

  void everywhere() {
    client.createUser("stays");
    client.createSession("stays", "s");
    message("stays", "s", "before", "a plain one");
    marked("stays", "s", "marked");
    document("stays", "s", "marked");
    message("stays", "s", "behind", "another plain one");
    context("stays", null, "deleted");
    client.createSession("stays", "gone");
    session("stays", "gone");
    // a message that brings user and session into being, and is deleted alone
    client
        .send(
            Call.post("/v1/messages:batch?create_missing=true")
                .json(
                    Json.array(
                        Json.object(
                            "user_id",
                            "begun",
                            "session_id",
                            "s",
                            "message_id",
                            "m",
                            "role",
                            "user",
                            "content",
                            "the first " + word,
                            "channel",
                            "irc"),
                        Json.object(
                            "user_id",
                            "begun",
                            "session_id",
                            "s",
                            "message_id",
                            "n",
                            "role",
                            "assistant",
                            "content",
                            "the second"))))
        .expect(200);
    client
        .send(
            Call.post("/v1/users")
                .json(
                    Json.object(
                        "user_id",
                        "erased",
                        "name",
                        word,
                        "username",
                        word,
                        "role",
                        word,
                        "preferences",
                        Json.object(word, word),
                        "metadata",
                        Json.object("k", word))))
        .expect(201);
    client
        .send(Call.patch(Paths.user("erased")).json(Json.object("name", word + " again")))
        .expect(200);
    client.createSession("erased", "s");
    session("erased", "s");
    // refused: it is on the log none the less
    client
        .send(
            Call.post(Paths.messages("erased", "nowhere"))
                .json(Json.object("message_id", "m", "role", "user", "content", word)))
        .expect(404);
    persona("alone", null);
    persona("owned", "erased");
    panel();
    authored();
  }

  private void persona(String persona, @Nullable String owner) {
    client
        .send(
            Call.post("/v1/personas")
                .json(
                    Json.object(
                        "persona_id",
                        persona,
                        "name",
                        word,
                        "description",
                        word,
                        "traits",
                        List.of(word),
                        "communication_style",
                        Json.object("k", word),
                        "owner_id",
                        owner)))
        .expect(201);
    client
        .send(
            Call.post("/v1/personas").json(Json.object("persona_id", persona, "name", word + "!")))
        .expect(409);
    client
        .send(Call.patch("/v1/personas/" + persona).json(Json.object("expertise", List.of(word))))
        .expect(200);
  }

  private void panel() {
    client
        .send(
            Call.post("/v1/panels")
                .json(
                    Json.object(
                        "panel_id",
                        "gone",
                        "title",
                        word,
                        "personas",
                        List.of("alone"),
                        "config",
                        Json.object("k", word))))
        .expect(201);
    Call post = Call.post("/v1/panels/gone/messages");
    JsonNode said =
        Json.object(
            "message_id",
            "m",
            "role",
            "assistant",
            "persona_id",
            "alone",
            "content",
            word,
            "metadata",
            Json.object("k", word));
    client.send(post.json(said)).expect(201);
    client.send(post.json(said)).expect(201);
    client
        .send(
            post.json(
                Json.object("role", "user", "content", "no " + word, "response_to", "nowhere")))
        .expect(422);
    client
        .send(
            Call.post("/v1/panels/gone/insights")
                .json(
                    Json.object(
                        "type", "summary", "content", word, "supporting_messages", List.of("m"))))
        .expect(201);
  }

  /** Said, repeated and refused in a panel that stays, by a user that does not. */
  private void authored() {
    client
        .send(
            Call.post("/v1/panels")
                .json(Json.object("panel_id", "shared", "personas", List.of("alone"))))
        .expect(201);
    Call post = Call.post("/v1/panels/shared/messages");
    JsonNode said =
        Json.object(
            "message_id",
            "m",
            "role",
            "user",
            "content",
            word,
            "author_id",
            "erased",
            "metadata",
            Json.object("k", word));
    client.send(post.json(said)).expect(201);
    client.send(post.json(said)).expect(201);
    JsonNode other =
        Json.object("message_id", "m", "role", "user", "content", word, "author_id", "erased");
    client.send(post.json(other)).expect(409);
    JsonNode refused =
        Json.object(
            "role", "assistant", "content", word, "persona_id", "nobody", "author_id", "erased");
    client.send(post.json(refused)).expect(422);
    client
        .send(post.json(Json.object("role", "user", "content", "an answer", "response_to", "m")))
        .expect(201);
    client
        .send(
            Call.post("/v1/panels/shared/insights")
                .json(
                    Json.object(
                        "type", "summary", "content", "so", "supporting_messages", List.of("m"))))
        .expect(201);
  }

  private void session(String user, String session) {
    String path = Paths.session(user, session);
    client
        .send(
            Call.patch(path)
                .json(
                    Json.object(
                        "title",
                        word,
                        "summary",
                        word,
                        "source",
                        word,
                        "channel",
                        word,
                        "tags",
                        List.of(word),
                        "metadata",
                        Json.object("k", word),
                        "external_id",
                        word)))
        .expect(200);
    client
        .send(Call.patch(path).header("If-Match", "\"77\"").json(Json.object("title", word)))
        .expect(412);
    marked(user, session, "m");
    document(user, session, "d");
    context(user, session, "of-" + session);
  }

  /** A context with the word in it, repeated, and conflicting. */
  private void context(String user, String session, String id) {
    Call save = Call.post(Paths.user(user) + "/contexts");
    JsonNode said =
        Json.object(
            "context_id",
            id,
            "session_id",
            session,
            "title",
            word,
            "summary",
            "about " + word,
            "key_points",
            List.of(word),
            "entities",
            Json.object(word, List.of(word)),
            "metadata",
            Json.object("k", word));
    client.send(save.json(said)).expect(201);
    client.send(save.json(said)).expect(201);
    client
        .send(
            save.json(
                Json.object("context_id", id, "session_id", session, "summary", "other " + word)))
        .expect(409);
  }

  /** A document with the word in it, repeated, conflicting, and a deletion that is refused. */
  private void document(String user, String session, String id) {
    String path = Paths.session(user, session) + "/documents";
    JsonNode document =
        Json.object(
            "document_id",
            id,
            "filename",
            word + ".txt",
            "original_name",
            word,
            "content",
            ("so much text before " + word + " and behind. ").repeat(50_000),
            "metadata",
            Json.object("k", word));
    client.send(Call.post(path).json(document)).expect(201);
    client.send(Call.post(path).json(document)).expect(201);
    JsonNode other =
        Json.object("document_id", id, "filename", word + ".txt", "content", "no " + word);
    client.send(Call.post(path).json(other)).expect(409);
    client.send(Call.of("DELETE", path + "/" + id).header("If-Match", "\"9\"")).expect(412);
  }

  /** A message with the word in it, repeated, conflicting, edited, and an edit that is refused. */
  private void marked(String user, String session, String id) {
    JsonNode said =
        Json.object(
            "message_id",
            id,
            "role",
            "user",
            "content",
            "here is " + word,
            "metadata",
            Json.object("k", word));
    client.post(user, session, said);
    client.post(user, session, said);
    JsonNode other = Json.object("message_id", id, "role", "user", "content", "no " + word);
    client.send(Call.post(Paths.messages(user, session)).json(other)).expect(409);
    String path = Paths.message(user, session, id);
    client
        .send(Call.patch(path).json(Json.object("content", "edited " + word, "author_id", word)))
        .expect(200);
    client
        .send(Call.patch(path).header("If-Match", "\"9\"").json(Json.object("content", word)))
        .expect(412);
  }

  private void message(String user, String session, String id, String content) {
    client.post(
        user, session, Json.object("message_id", id, "role", "assistant", "content", content));
  }

  void erase() {
    Call marked = Call.of("DELETE", Paths.message("stays", "s", "marked"));
    client.send(marked.header("If-Match", "\"2\"")).expect(204);
    client.send(Call.of("DELETE", Paths.user("stays") + "/contexts/deleted")).expect(204);
    client.send(Call.of("DELETE", Paths.session("stays", "s") + "/documents/marked")).expect(204);
    client.send(Call.of("DELETE", Paths.session("stays", "gone"))).expect(204);
    client.send(Call.of("DELETE", Paths.message("begun", "s", "m"))).expect(204);
    client.send(Call.of("DELETE", "/v1/personas/alone")).expect(204);
    client.send(Call.of("DELETE", "/v1/panels/gone")).expect(204);
    client.send(Call.of("DELETE", Paths.user("erased"))).expect(409);
    client.send(Call.of("DELETE", Paths.user("erased")).query("force", true)).expect(204);
    assertThat(client.read("/v1/panels/shared").get("message_count").asLong()).isEqualTo(1);
  }
}
