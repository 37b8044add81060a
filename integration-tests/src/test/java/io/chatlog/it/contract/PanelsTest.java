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

/** Panels and what they come to: kept, patched, listed and erased. */
@WithStandalone
class PanelsTest {
  private final ChatlogClient client;

  PanelsTest(ChatlogClient client) {
    this.client = client;
  }

  private static String path(String panel) {
    return "/v1/panels/" + Paths.segment(panel);
  }

  @BeforeEach
  void personas() {
    client.createPersona("p1");
    client.createPersona("p2");
  }

  private String create(Object... fields) {
    String panel = Names.unique("panel");
    List<Object> all = new ArrayList<>(List.of("panel_id", panel));
    all.addAll(List.of(fields));
    client.send(Call.post("/v1/panels").json(Json.object(all.toArray())).patiently()).expect(201);
    return panel;
  }

  private Reply say(String panel, Object... fields) {
    List<Object> all = new ArrayList<>(List.of("role", "assistant"));
    all.addAll(List.of(fields));
    return client.send(
        Call.post(path(panel) + "/messages").json(Json.object(all.toArray())).patiently());
  }

  @Test
  void aPanelIsKeptPatchedAndErased() {
    String panel = Names.unique("panel");
    JsonNode body =
        Json.object(
            "panel_id",
            panel,
            "title",
            "Pricing",
            "type",
            "focus_group",
            "personas",
            List.of("p1", "p2"),
            "config",
            Json.read("{\"rounds\":3,\"weights\":[1.50]}"),
            "metadata",
            Json.object("k", "v"));
    Reply reply = client.send(Call.post("/v1/panels").json(body).patiently()).expect(201);
    JsonNode created = reply.json();
    body.fields()
        .forEachRemaining(
            field -> assertThat(created.get(field.getKey())).isEqualTo(field.getValue()));
    assertThat(created.get("message_count").asLong()).isZero();
    assertThat(created.get("version").asLong()).isEqualTo(1);
    assertThat(reply.header("Location")).isEqualTo(path(panel));
    assertThat(client.read(path(panel))).isEqualTo(created);

    Reply again = client.send(Call.post("/v1/panels").json(body).patiently()).expect(201);
    assertThat(again.header("Chatlog-Duplicate")).isEqualTo("true");
    client
        .send(Call.post("/v1/panels").json(Json.object("panel_id", panel)).patiently())
        .expectProblem(409, "panel_exists");

    Call patch = Call.patch(path(panel));
    JsonNode patched =
        client
            .send(
                patch
                    .json(Json.read("{\"title\":null,\"config\":{\"rounds\":null}}"))
                    .header("If-Match", "\"1\"")
                    .patiently())
            .expect(200)
            .json();
    assertThat(patched.get("title").asText()).isEqualTo("New Panel");
    assertThat(patched.get("type").asText()).isEqualTo("focus_group");
    assertThat(patched.get("config").toString()).isEqualTo("{\"weights\":[1.50]}");
    assertThat(patched.get("version").asLong()).isEqualTo(2);
    client
        .send(patch.json(Json.object("title", "x")).header("If-Match", "\"1\"").patiently())
        .expectProblem(412, "version_mismatch");
    client
        .send(Call.of("DELETE", path(panel)).header("If-Match", "\"1\"").patiently())
        .expectProblem(412, "version_mismatch");
    client.send(Call.of("DELETE", path(panel)).patiently()).expect(204);
    client.send(Call.get(path(panel))).expectProblem(404, "panel_not_found");
    client.send(Call.of("DELETE", path(panel)).patiently()).expectProblem(404, "panel_not_found");
    client
        .send(patch.json(Json.object("title", "x")).patiently())
        .expectProblem(404, "panel_not_found");
  }

  @Test
  void aPanelHasDefaultsAndAnIdOfItsOwn() {
    JsonNode panel = client.send(Call.post("/v1/panels").patiently()).expect(201).json();
    assertThat(panel.get("panel_id").asText()).matches("[0-9a-f-]{36}");
    assertThat(panel.get("title").asText()).isEqualTo("New Panel");
    assertThat(panel.get("type").asText()).isEqualTo("multi_persona");
    assertThat(panel.get("personas")).isEmpty();
    assertThat(panel.get("config")).isEmpty();
    assertThat(panel.get("last_message_at").isNull()).isTrue();
  }

  @Test
  void whatIsWrongWithAPanelIsToldAtOnce() {
    List<String> eleven = new ArrayList<>();
    for (int at = 0; at < 11; at++) {
      eleven.add("p" + at);
    }
    Call create = Call.post("/v1/panels");
    client.send(create.json(Json.object("personas", eleven))).expectProblem(400, "invalid_field");
    eleven.subList(0, 10).forEach(client::createPersona);
    client
        .send(create.json(Json.object("personas", eleven.subList(0, 10))).patiently())
        .expect(201);
    Reply bad =
        client.send(
            create.json(
                Json.read(
                    "{\"panel_id\":\"a b\",\"title\":\""
                        + " \",\"type\":\"quiz\",\"personas\":[\"p\",\"p\",\"a/b\"],"
                        + "\"config\":[],\"colour\":1}")));
    bad.expectProblem(400, bad.json().get("code").asText());
    assertThat(bad.json().get("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/panel_id", "/title", "/type", "/personas/1", "/personas/2", "/config", "/colour");
    String panel = create();
    Reply patch =
        client.send(
            Call.patch(path(panel))
                .json(
                    Json.read(
                        "{\"panel_id\":\"other\",\"type\":\"quiz\",\"version\":3,\"message_count\":1}")));
    assertThat(patch.json().get("errors")).hasSize(4);
    client.send(Call.get(path("a b"))).expectProblem(400, "invalid_id");
  }

  @Test
  void aPanelNamesPersonasThatAreThere() {
    String gone = Names.unique("gone");
    client.createPersona(gone);
    String panel = create("personas", List.of("p1", gone));
    client.send(Call.of("DELETE", "/v1/personas/" + gone).patiently()).expect(204);
    Call create = Call.post("/v1/panels").patiently();
    Reply refused = client.send(create.json(Json.object("personas", List.of("p1", gone))));
    refused.expectProblem(404, "persona_not_found");
    assertThat(refused.json().get("errors").findValuesAsText("pointer"))
        .containsExactly("/personas/1");
    JsonNode again = Json.object("panel_id", panel, "personas", List.of("p1", gone));
    assertThat(client.send(create.json(again)).expect(201).isDuplicate()).isTrue();
    Call patch = Call.patch(path(panel)).patiently();
    client.send(patch.json(Json.object("personas", List.of(gone, "p2")))).expect(200);
    say(panel, "content", "x", "persona_id", gone).expectProblem(404, "persona_not_found");
    client
        .send(patch.json(Json.object("personas", List.of(Names.unique("none")))))
        .expectProblem(404, "persona_not_found");

    String later = Names.unique("later");
    JsonNode persona = Json.object("persona_id", later, "name", "N");
    client.send(Call.post("/v1/personas").json(persona).async()).expect(202);
    client.send(create.json(Json.object("personas", List.of(later)))).expect(201);
  }

  @Test
  void insightsReferToMessagesOfThePanel() {
    String panel = create();
    say(panel, "message_id", "m1", "content", "x").expect(201);
    say(panel, "message_id", "m2", "content", "y").expect(201);
    Call post = Call.post(path(panel) + "/insights").patiently();
    JsonNode body =
        Json.object(
            "insight_id", "i1",
            "type", "conclusion",
            "content", "so it is",
            "supporting_messages", List.of("m2", "m1"));
    Reply reply = client.send(post.json(body)).expect(201);
    JsonNode first = reply.json();
    body.fields()
        .forEachRemaining(
            field -> assertThat(first.get(field.getKey())).isEqualTo(field.getValue()));
    assertThat(first.get("seq").asLong()).isEqualTo(1);
    assertThat(first.get("created_at").isTextual()).isTrue();
    assertThat(reply.header("Location")).isEqualTo(path(panel) + "/insights/i1");
    assertThat(client.read(reply.header("Location"))).isEqualTo(first);
    assertThat(client.send(post.json(body)).expect(201).header("Chatlog-Duplicate"))
        .isEqualTo("true");
    client
        .send(post.json(Json.object("insight_id", "i1", "type", "summary", "content", "z")))
        .expectProblem(409, "id_conflict");
    client
        .send(
            post.json(
                Json.object(
                    "type", "summary", "content", "z", "supporting_messages", List.of("m1", "m3"))))
        .expectProblem(422, "message_not_in_panel");
    Reply bad =
        client.send(
            post.json(
                Json.read("{\"type\":\"guess\",\"content\":\" \",\"supporting_messages\":[1]}")));
    assertThat(bad.json().get("errors")).hasSize(3);
    client.send(post.json(Json.object("content", "z"))).expectProblem(400, "missing_field");
    JsonNode second =
        client
            .send(post.json(Json.object("type", "recommendation", "content", "do it")))
            .expect(201)
            .json();
    Call list = Call.get(path(panel) + "/insights");
    assertThat(client.walk(list.query("limit", 1))).isEqualTo(List.of(first, second));
    assertThat(client.walk(list.query("order", "desc"))).isEqualTo(List.of(second, first));
    assertThat(client.walk(list.query("type", "recommendation"))).isEqualTo(List.of(second));
    client.send(list.query("type", "guess")).expectProblem(400, "invalid_parameter");
    client.send(Call.get(path(panel) + "/insights/none")).expectProblem(404, "insight_not_found");
    client
        .send(
            Call.post(path(Names.unique("none")) + "/insights")
                .json(Json.object("type", "summary", "content", "z"))
                .patiently())
        .expectProblem(404, "panel_not_found");
  }

  @Test
  void anErasedPanelTakesAllThatItHeldAlong() {
    String panel = create("personas", List.of("p1"));
    say(panel, "message_id", "m1", "content", "x", "persona_id", "p1").expect(201);
    client.send(Call.of("DELETE", path(panel)).patiently()).expect(204);
    client.send(Call.get(path(panel) + "/messages/m1")).expectProblem(404, "panel_not_found");
    client
        .send(Call.post("/v1/panels").json(Json.object("panel_id", panel)).patiently())
        .expect(201);
    assertThat(client.walk(Call.get(path(panel) + "/messages"))).isEmpty();
    client.send(Call.get(path(panel) + "/messages/m1")).expectProblem(404, "message_not_found");
    assertThat(client.read(path(panel) + "/stats").get("message_count").asLong()).isZero();
    assertThat(
            say(panel, "message_id", "m1", "content", "new").expect(201).json().get("seq").asLong())
        .isEqualTo(1);
  }

  @Test
  void panelsAreListedById() {
    String prefix = Names.unique("listed");
    List<String> ids = new ArrayList<>();
    for (int at = 0; at < 7; at++) {
      ids.add(prefix + "-" + at);
      client
          .send(Call.post("/v1/panels").json(Json.object("panel_id", ids.get(at))).patiently())
          .expect(201);
    }
    Call list = Call.get("/v1/panels").query("prefix", prefix);
    assertThat(client.walk(list.query("limit", 3)))
        .extracting(item -> item.get("panel_id").asText())
        .isEqualTo(ids);
    assertThat(client.walk(list.query("offset", 5))).hasSize(2);
  }
}
