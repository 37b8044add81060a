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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Vectors that clients bring: kept with what they stand for, found by what is near. */
@WithStandalone
class VectorsTest {
  private final ChatlogClient client;
  private final String user = Names.unique("vectors");

  VectorsTest(ChatlogClient client) {
    this.client = client;
  }

  @BeforeEach
  void begin() {
    client.createUser(user);
    client.createSession(user, "s");
  }

  private static ObjectNode message(String id, String content, Object... embedding) {
    return Json.object(
        "message_id", id, "role", "user", "content", content, "embedding", Json.array(embedding));
  }

  private Reply similar(ObjectNode body) {
    return client.send(
        Call.post("/v1/users/" + Paths.segment(user) + "/search:similar").asRead().json(body));
  }

  /** Ids with their similarities, of what is anyhow like a vector. */
  private List<String> like(Object... embedding) {
    List<String> found = new ArrayList<>();
    similar(Json.object("embedding", Json.array(embedding), "similarity_threshold", -1))
        .expect(200)
        .items()
        .forEach(
            hit -> found.add(hit.get("id").asText() + " " + hit.get("similarity_score").asText()));
    return found;
  }

  @Test
  void aVectorComesInOverEveryWayAndGoesWithWhatItStoodFor() {
    client.post(user, "s", message("m1", "one", 1, 0, 0));
    client
        .send(
            Call.post(Paths.messages(user, "s") + ":batch")
                .json(Json.array(message("m2", "two", 1, 1, 0))))
        .expect(200);
    ObjectNode third = message("m3", "three", 0, 1, 0);
    third.put("user_id", user).put("session_id", "fresh");
    client
        .send(Call.post("/v1/messages:batch").query("create_missing", true).lines(List.of(third)))
        .expect(200);
    client.post(user, "s", Json.object("message_id", "m4", "role", "user", "content", "none"));
    assertThat(like(2, 0, 0)).containsExactly("m1 1.0", "m2 0.707107", "m3 0.0");
    assertThat(client.post(user, "s", message("m1", "one", 1, 0, 0)).isDuplicate()).isTrue();
    client
        .send(Call.post(Paths.messages(user, "s")).json(message("m1", "one", 1, 0, 0.5)))
        .expectProblem(409, "id_conflict");

    client
        .send(
            Call.post(Paths.session(user, "s") + ":fork")
                .json(Json.object("message_id", "m1", "session_id", "fork")))
        .expect(201);
    assertThat(like(1, 0, 0)).containsExactly("m1 1.0", "m1 1.0", "m2 0.707107", "m3 0.0");
    client.send(Call.of("DELETE", Paths.session(user, "fork"))).expect(204);

    Call patch = Call.patch(Paths.message(user, "s", "m1"));
    client.send(patch.json(Json.object("embedding", Json.array(0, 0, -1)))).expect(200);
    assertThat(like(0, 0, 1)).containsExactly("m2 0.0", "m3 0.0", "m1 -1.0");
    client.send(patch.json(Json.object("metadata", Json.object("k", 1)))).expect(200);
    client.send(patch.json(Json.object("content", "one"))).expect(200);
    assertThat(like(0, 0, 1)).hasSize(3);
    client.send(patch.json(Json.object("content", "another"))).expect(200);
    assertThat(like(0, 0, 1)).containsExactly("m2 0.0", "m3 0.0");
    client
        .send(patch.json(Json.object("content", "third", "embedding", Json.array(0, 0, 1))))
        .expect(200);
    assertThat(like(0, 0, 1)).containsExactly("m1 1.0", "m2 0.0", "m3 0.0");
    client.send(patch.json(Json.read("{\"embedding\":null}"))).expect(200);
    client.send(Call.of("DELETE", Paths.message(user, "s", "m2"))).expect(204);
    assertThat(like(0, 0, 1)).containsExactly("m3 0.0");
    client.send(Call.of("DELETE", Paths.session(user, "fresh"))).expect(204);
    assertThat(like(0, 0, 1)).isEmpty();
  }

  @Test
  void aSearchByVectorSeesThePositionItNames() {
    for (int round = 1; round <= 20; round++) {
      Reply accepted =
          client.send(
              Call.post(Paths.messages(user, "s"))
                  .async()
                  .json(message("m" + round, "round", round, 1, 0)));
      JsonNode found =
          client
              .send(
                  Call.post("/v1/users/" + Paths.segment(user) + "/search")
                      .asRead()
                      .notBefore(accepted.expect(202).position())
                      .json(
                          Json.object(
                              "mode",
                              "semantic",
                              "embedding",
                              Json.array(round, 1, 0),
                              "limit",
                              1)))
              .expect(200)
              .json();
      assertThat(found.get("items").get(0).get("id").asText()).isEqualTo("m" + round);
    }
  }

  @Test
  void wordsAndVectorsAreFusedAndEveryUserIsSearched() {
    String word = Names.unique("quince");
    client.post(user, "s", message("words", word + " jelly", 0, 0, 1));
    client.post(user, "s", message("vector", "preserves", 1, 0, 0));
    client.post(user, "s", message("both", word, 1, 0.1, 0));
    ObjectNode hybrid =
        Json.object(
            "mode",
            "hybrid",
            "q",
            word,
            "embedding",
            Json.array(1, 0, 0),
            "similarity_threshold",
            0.9);
    for (String path : List.of("/v1/search", "/v1/users/" + Paths.segment(user) + "/search")) {
      List<JsonNode> hits =
          client.send(Call.post(path).asRead().json(hybrid)).expect(200).items().stream()
              .filter(hit -> hit.get("user_id").asText().equals(user))
              .toList();
      assertThat(hits).extracting(hit -> hit.get("id").asText()).startsWith("both").hasSize(3);
    }
    JsonNode roles =
        client
            .send(
                Call.post("/v1/users/" + Paths.segment(user) + "/search")
                    .asRead()
                    .json(
                        Json.object(
                            "mode",
                            "semantic",
                            "embedding",
                            Json.array(1, 0, 0),
                            "similarity_threshold",
                            0.5,
                            "facets",
                            "role",
                            "group_by",
                            "session")))
            .expect(200)
            .json();
    assertThat(roles.at("/facets/role/0/count").asInt()).isEqualTo(2);
    assertThat(roles.at("/items/0/group_count").asInt()).isEqualTo(2);
  }

  /** Ids with their similarities, of sessions that are anyhow like a vector. */
  private List<String> sessionsLike(Object... embedding) {
    List<String> found = new ArrayList<>();
    similar(
            Json.object(
                "embedding", Json.array(embedding), "similarity_threshold", -1, "type", "session"))
        .expect(200)
        .items()
        .forEach(
            hit -> found.add(hit.get("id").asText() + " " + hit.get("similarity_score").asText()));
    return found;
  }

  @Test
  void aSessionIsFoundByTheVectorThatItWasGiven() {
    client
        .send(
            Call.post(Paths.sessions(user))
                .json(
                    Json.object(
                        "session_id",
                        "posted",
                        "title",
                        "of engines",
                        "metadata",
                        Json.object("k", 1),
                        "embedding",
                        Json.array(1, 0, 0))))
        .expect(201);
    Call put = Call.of("PUT", Paths.session(user, "put"));
    client.send(put.json(Json.object("embedding", Json.array(1, 1, 0)))).expect(201);
    client
        .send(
            Call.post("/v1/sessions:batch")
                .json(
                    Json.array(
                        Json.object(
                            "user_id",
                            user,
                            "session_id",
                            "batched",
                            "embedding",
                            Json.array(0, 1, 0)))))
        .expect(200);
    assertThat(sessionsLike(1, 0, 0)).containsExactly("posted 1.0", "put 0.707107", "batched 0.0");
    assertThat(like(1, 0, 0)).isEmpty();
    client.post(user, "posted", message("m", "said", 1, 0, 0));
    assertThat(like(1, 0, 0)).containsExactly("m 1.0");

    client.send(put.json(Json.object("embedding", Json.array(1, 1, 0)))).expect(200);
    client.send(put.json(Json.object("embedding", Json.array(0, 0, 1)))).expect(200);
    Call patch = Call.patch(Paths.session(user, "batched"));
    client.send(patch.json(Json.object("embedding", Json.array(0, 0, -1)))).expect(200);
    assertThat(sessionsLike(0, 0, 1)).containsExactly("put 1.0", "posted 0.0", "batched -1.0");
    client.send(patch.json(Json.read("{\"embedding\":null}"))).expect(200);
    client.send(put.json(Json.object("title", "without"))).expect(200);
    assertThat(sessionsLike(0, 0, 1)).containsExactly("posted 0.0");

    Call change = Call.patch(Paths.session(user, "posted"));
    client
        .send(change.json(Json.object("summary", "gears", "channel", "phone", "tags", "[t]")))
        .expectProblem(400, "invalid_field");
    client
        .send(
            change.json(
                Json.object(
                    "summary",
                    "gears",
                    "channel",
                    "phone",
                    "tags",
                    Json.array("t"),
                    "metadata",
                    Json.object("k", 2))))
        .expect(200);
    JsonNode found =
        search(
            Json.object(
                "mode",
                "semantic",
                "embedding",
                Json.array(1, 0, 0),
                "type",
                "session",
                "channel",
                "phone",
                "tag",
                "t",
                "metadata",
                Json.object("k", 2),
                "group_by",
                "session",
                "facets",
                "channel,day"));
    JsonNode hit = found.at("/items/0");
    assertThat(hit.get("type").asText()).isEqualTo("session");
    assertThat(hit.get("id").asText()).isEqualTo("posted");
    assertThat(hit.get("session_title").asText()).isEqualTo("of engines");
    assertThat(hit.get("content").asText()).isEqualTo("gears");
    assertThat(hit.get("seq").isNull() && hit.get("role").isNull()).isTrue();
    assertThat(hit.at("/metadata/k").asInt()).isEqualTo(2);
    assertThat(found.at("/total/value").asInt()).isEqualTo(1);
    assertThat(found.at("/facets/channel/0/value").asText()).isEqualTo("phone");
    JsonNode both =
        search(
            Json.object(
                "mode",
                "hybrid",
                "q",
                "said",
                "embedding",
                Json.array(1, 0, 0),
                "type",
                Json.array("session", "message")));
    assertThat(both.get("items").findValuesAsText("id")).containsExactly("m", "posted");
    client
        .send(
            Call.post("/v1/users/" + Paths.segment(user) + "/search")
                .asRead()
                .json(Json.object("q", "said", "type", "session")))
        .expectProblem(400, "invalid_field");

    client.send(change.json(Json.object("status", "deleted"))).expect(200);
    assertThat(sessionsLike(1, 0, 0)).isEmpty();
    client.send(change.json(Json.object("status", "active"))).expect(200);
    assertThat(sessionsLike(1, 0, 0)).containsExactly("posted 1.0");
    client.send(Call.of("DELETE", Paths.session(user, "posted"))).expect(204);
    assertThat(sessionsLike(1, 0, 0)).isEmpty();
  }

  private JsonNode search(ObjectNode body) {
    return client
        .send(Call.post("/v1/users/" + Paths.segment(user) + "/search").asRead().json(body))
        .expect(200)
        .json();
  }

  @Test
  void aMessageThatIsChangedIsFoundByWhatItsSessionSaysNow() {
    client.post(user, "s", message("m1", "one", 1, 0, 0));
    client
        .send(Call.patch(Paths.session(user, "s")).json(Json.object("channel", "phone")))
        .expect(200);
    client
        .send(
            Call.patch(Paths.message(user, "s", "m1"))
                .json(Json.object("embedding", Json.array(0, 1, 0))))
        .expect(200);
    assertThat(search(Json.object("q", "one", "channel", "phone")).at("/total/value").asInt())
        .isEqualTo(1);
    assertThat(search(Json.object("q", "one", "channel", "web")).at("/total/value").asInt())
        .isZero();
  }

  @Test
  void conversationsWithAVectorAreCounted() {
    client
        .send(
            Call.post(Paths.sessions(user))
                .json(Json.object("session_id", "v", "embedding", Json.array(1, 2))))
        .expect(201);
    assertThat(withEmbeddings()).isEqualTo(1);
    client
        .send(Call.patch(Paths.session(user, "s")).json(Json.object("embedding", Json.array(3))))
        .expect(200);
    assertThat(withEmbeddings()).isEqualTo(2);
    client.send(Call.of("DELETE", Paths.session(user, "v"))).expect(204);
    assertThat(withEmbeddings()).isEqualTo(1);
  }

  private int withEmbeddings() {
    JsonNode rows =
        client
            .send(Call.get("/v1/stats/conversations").query("user_id", user))
            .expect(200)
            .json()
            .get("items");
    return rows.get(2).get("metric_value").asInt();
  }
}
