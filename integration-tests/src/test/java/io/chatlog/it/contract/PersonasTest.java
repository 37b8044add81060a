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
import io.chatlog.value.OwnerIds;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Personas: created, put, changed under a condition, listed, and gone with their owner. */
@WithStandalone
class PersonasTest {
  private static final Call CREATE = Call.post("/v1/personas").patiently();

  private final ChatlogClient client;

  PersonasTest(ChatlogClient client) {
    this.client = client;
  }

  private static String path(String persona) {
    return "/v1/personas/" + Paths.segment(persona);
  }

  @Test
  void aPersonaIsKeptExactly() {
    String persona = Names.unique("persona");
    String owner = Names.unique("owner");
    client.createUser(owner);
    JsonNode body =
        Json.object(
            "persona_id",
            persona,
            "name",
            "The Skeptic",
            "description",
            "doubts",
            "traits",
            List.of("dry", "calm"),
            "expertise",
            List.of("statistics, of all kinds"),
            "communication_style",
            Json.read("{\"tone\":{\"level\":1.50}}"),
            "owner_id",
            owner,
            "metadata",
            Json.read("{\"big\":123456789012345678901234567890}"));
    Reply reply = client.send(CREATE.json(body)).expect(201);
    JsonNode created = reply.json();
    body.fields()
        .forEachRemaining(
            field ->
                assertThat(created.get(field.getKey()).toString())
                    .isEqualTo(field.getValue().toString()));
    assertThat(created.get("version").asLong()).isEqualTo(1);
    assertThat(created.get("created_at")).isEqualTo(created.get("updated_at"));
    assertThat(reply.header("Location")).isEqualTo(path(persona));
    assertThat(reply.header("ETag")).isEqualTo("\"1\"");
    assertThat(client.read(path(persona))).isEqualTo(created);
    client.send(Call.get(path(persona)).header("If-None-Match", "\"1\"")).expect(304);
    client.send(Call.head(path(persona))).expect(200);

    Reply again = client.send(CREATE.json(body)).expect(201);
    assertThat(again.header("Chatlog-Duplicate")).isEqualTo("true");
    client
        .send(CREATE.json(Json.object("persona_id", persona, "name", "Other")))
        .expectProblem(409, "persona_exists");
  }

  @Test
  void anIdIsMadeOrStandsForAnIdempotencyKey() {
    JsonNode made = client.send(CREATE.json(Json.object("name", "A"))).expect(201).json();
    assertThat(made.get("persona_id").asText()).matches("[0-9a-f-]{36}");
    assertThat(made.get("traits")).isEmpty();
    assertThat(made.get("communication_style")).isEmpty();
    Call keyed = CREATE.json(Json.object("name", "A")).header("Idempotency-Key", Names.unique("k"));
    JsonNode first = client.send(keyed).expect(201).json();
    Reply again = client.send(keyed).expect(201);
    assertThat(again.json()).isEqualTo(first);
    assertThat(again.header("Chatlog-Duplicate")).isEqualTo("true");
  }

  @Test
  void aPutCreatesOrReplaces() {
    String persona = Names.unique("persona");
    Call put = Call.of("PUT", path(persona)).patiently();
    Reply created =
        client
            .send(
                put.json(Json.object("name", "A", "description", "d")).header("If-None-Match", "*"))
            .expect(201);
    assertThat(created.header("Location")).isEqualTo(path(persona));
    client
        .send(put.json(Json.object("name", "B")).header("If-None-Match", "*"))
        .expectProblem(412, "version_mismatch");
    JsonNode replaced =
        client
            .send(put.json(Json.object("name", "B")).header("If-Match", "\"1\""))
            .expect(200)
            .json();
    assertThat(replaced.get("description").isNull()).isTrue();
    assertThat(replaced.get("version").asLong()).isEqualTo(2);
    assertThat(replaced.get("created_at")).isEqualTo(created.json().get("created_at"));
    JsonNode same = client.send(put.json(Json.object("name", "B"))).expect(200).json();
    assertThat(same).isEqualTo(replaced);
    client
        .send(put.json(Json.object("name", "C", "persona_id", "other")))
        .expectProblem(400, "invalid_field");
  }

  @Test
  void aPatchChangesWhatItNamesAndADeletionTakesItAway() {
    String persona = Names.unique("persona");
    client
        .send(
            CREATE.json(
                Json.object(
                    "persona_id",
                    persona,
                    "name",
                    "A",
                    "traits",
                    List.of("x"),
                    "metadata",
                    Json.object("a", 1, "b", 2))))
        .expect(201);
    Call patch = Call.patch(path(persona)).patiently();
    String owner = Names.unique("owner");
    client.createUser(owner);
    JsonNode after =
        client
            .send(
                patch
                    .body(
                        "application/merge-patch+json",
                        "{\"description\":\"d\",\"traits\":null,\"owner_id\":\""
                            + owner
                            + "\",\"metadata\":{\"a\":null}}")
                    .header("If-Match", "\"1\""))
            .expect(200)
            .json();
    assertThat(after.get("name").asText()).isEqualTo("A");
    assertThat(after.get("description").asText()).isEqualTo("d");
    assertThat(after.get("traits")).isEmpty();
    assertThat(after.get("owner_id").asText()).isEqualTo(owner);
    assertThat(after.get("metadata")).isEqualTo(Json.object("b", 2));
    assertThat(after.get("version").asLong()).isEqualTo(2);
    client
        .send(patch.json(Json.object("name", "B")).header("If-Match", "\"1\""))
        .expectProblem(412, "version_mismatch");
    Reply bad =
        client.send(
            patch.json(
                Json.read(
                    "{\"name\":null,\"traits\":\"x\",\"owner_id\":\"a"
                        + " b\",\"version\":1,\"persona_id\":\"y\"}")));
    assertThat(bad.json().get("errors")).hasSize(5);
    Call delete = Call.of("DELETE", path(persona)).patiently();
    client.send(delete.header("If-Match", "\"1\"")).expectProblem(412, "version_mismatch");
    client.send(delete).expect(204);
    client.send(Call.get(path(persona))).expectProblem(404, "persona_not_found");
    client.send(delete).expectProblem(404, "persona_not_found");
    client.send(patch.json(Json.object("name", "B"))).expectProblem(404, "persona_not_found");
    client.send(CREATE.json(Json.object("persona_id", persona, "name", "New"))).expect(201);
  }

  @Test
  void whatIsWrongIsToldAtOnce() {
    List<String> many = new ArrayList<>();
    for (int at = 0; at <= 100; at++) {
      many.add("t" + at);
    }
    client.send(CREATE.json(Json.object())).expectProblem(400, "missing_field");
    client.send(CREATE.json(Json.object("name", " "))).expectProblem(400, "invalid_field");
    client
        .send(CREATE.json(Json.object("name", "x".repeat(201))))
        .expectProblem(400, "invalid_field");
    client.send(CREATE.json(Json.object("name", "x".repeat(200)))).expect(201);
    client
        .send(CREATE.json(Json.object("name", "x", "traits", many)))
        .expectProblem(400, "invalid_field");
    client.send(CREATE.json(Json.object("name", "x", "traits", many.subList(0, 100)))).expect(201);
    client
        .send(CREATE.json(Json.object("name", "x", "expertise", List.of("y".repeat(201)))))
        .expectProblem(400, "invalid_field");
    client
        .send(
            CREATE.json(
                Json.object("name", "x", "metadata", Json.object("k", "v".repeat(64 << 10)))))
        .expectProblem(400, "metadata_too_large");
    Reply bad =
        client.send(
            CREATE.json(
                Json.read(
                    "{\"name\":\"x\",\"traits\":[\"a\",\"a\",\""
                        + " \"],\"communication_style\":\"dry\","
                        + "\"owner_id\":\"a/b\",\"colour\":1}")));
    assertThat(bad.json().get("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/traits/1", "/traits/2", "/communication_style", "/owner_id", "/colour");
  }

  @Test
  void personasAreListedByIdAndByOwner() {
    String prefix = Names.unique("listed");
    String owner = "owner-" + prefix;
    client.createUser(owner);
    List<String> ids = new ArrayList<>();
    for (int at = 0; at < 9; at++) {
      ids.add(prefix + "-" + at);
      client
          .send(
              CREATE.json(
                  at % 2 == 0
                      ? Json.object("persona_id", ids.get(at), "name", "N", "owner_id", owner)
                      : Json.object("persona_id", ids.get(at), "name", "N")))
          .expect(201);
    }
    Call list = Call.get("/v1/personas").query("prefix", prefix);
    assertThat(ids(list.query("limit", 2))).isEqualTo(ids);
    JsonNode behind = client.send(list.query("offset", 3).query("limit", 2)).expect(200).json();
    assertThat(behind.get("items").findValuesAsText("persona_id")).isEqualTo(ids.subList(3, 5));
    Call owned = Call.get("/v1/personas").query("owner_id", owner);
    assertThat(ids(owned.query("limit", 2)))
        .isEqualTo(Stream.of(0, 2, 4, 6, 8).map(ids::get).toList());
    assertThat(ids(owned.query("prefix", ids.get(4)))).containsExactly(ids.get(4));
    client
        .send(Call.patch(path(ids.get(0))).json(Json.read("{\"owner_id\":null}")).patiently())
        .expect(200);
    client.send(Call.of("DELETE", path(ids.get(2))).patiently()).expect(204);
    assertThat(ids(owned)).isEqualTo(Stream.of(4, 6, 8).map(ids::get).toList());
    client.send(Call.get("/v1/personas").query("owner_id", "a b")).expectProblem(400, "invalid_id");
    client
        .send(Call.get("/v1/personas").query("colour", "x"))
        .expectProblem(400, "invalid_parameter");
  }

  private List<String> ids(Call list) {
    return client.walk(list).stream().map(item -> item.get("persona_id").asText()).toList();
  }

  @Test
  void personasGoWithTheUserThatOwnsThem() {
    String user = Names.unique("owner");
    client.createUser(user);
    List<String> personas = new ArrayList<>();
    for (int at = 0; at < 6; at++) {
      personas.add(user + "-" + at);
      client
          .send(
              CREATE.json(
                  Json.object("persona_id", personas.get(at), "name", "N", "owner_id", user)))
          .expect(201);
    }
    client
        .send(Call.of("DELETE", Paths.user(user)).patiently())
        .expectProblem(409, "user_has_data");
    assertThat(ids(Call.get("/v1/personas").query("owner_id", user))).hasSize(6);
    client.send(Call.of("DELETE", Paths.user(user) + "?force=true").patiently()).expect(204);
    for (String persona : personas) {
      client.send(Call.get(path(persona))).expectProblem(404, "persona_not_found");
    }
    assertThat(ids(Call.get("/v1/personas").query("owner_id", user))).isEmpty();
  }

  @Test
  void aPersonaBelongsToAUserThatIsThere() {
    String user = Names.unique("absent");
    String persona = "of-" + user;
    JsonNode body = Json.object("persona_id", persona, "name", "N", "owner_id", user);
    for (Call write : List.of(CREATE, Call.of("PUT", path(persona)).patiently())) {
      Reply refused = client.send(write.json(body));
      refused.expectProblem(404, "user_not_found");
      assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/owner_id");
    }
    client.createPersona(persona);
    client
        .send(Call.patch(path(persona)).json(Json.object("owner_id", user)).patiently())
        .expectProblem(404, "user_not_found");
    client
        .send(Call.of("DELETE", Paths.user(user) + "?force=true").patiently())
        .expectProblem(404, "user_not_found");
  }

  @Test
  void noUserHasTheIdOfAPersonaOrAPanel() {
    for (String id :
        List.of(OwnerIds.of(new PersonaId("p")).value(), OwnerIds.of(new PanelId("p")).value())) {
      client
          .send(Call.post("/v1/users").json(Json.object("user_id", id)))
          .expectProblem(400, "invalid_id");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nick|away[`]", "a%2Fb", "東京", "\uD83D\uDE80", "a+b&c=d;e?f#g", "semi:colon"})
  void anOddIdGoesThereAndBack(String odd) {
    String id = odd + Names.unique("");
    Reply created =
        client.send(CREATE.json(Json.object("persona_id", id, "name", "N"))).expect(201);
    assertThat(client.read(created.header("Location")).get("persona_id").asText()).isEqualTo(id);
    client
        .send(
            Call.post("/v1/panels")
                .json(Json.object("panel_id", id, "personas", List.of(id)))
                .patiently())
        .expect(201);
    Reply said =
        client
            .send(
                Call.post("/v1/panels/" + Paths.segment(id) + "/messages")
                    .json(
                        Json.object(
                            "message_id", id, "role", "user", "content", "x", "persona_id", id))
                    .patiently())
            .expect(201);
    assertThat(client.read(said.header("Location"))).isEqualTo(said.json());
  }
}
