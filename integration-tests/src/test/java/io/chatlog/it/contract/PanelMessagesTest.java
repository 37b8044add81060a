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

/** What is said in panels: numbered, checked, listed and counted. */
@WithStandalone
class PanelMessagesTest {
  private static final String A_TIME = "2026-01-31T12:00:00.000Z";

  private final ChatlogClient client;

  PanelMessagesTest(ChatlogClient client) {
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
  void messagesAreNumberedAndBelongToPersonasOfThePanel() {
    String panel = create("personas", List.of("p1", "p2"));
    JsonNode first =
        say(
                panel,
                "message_id",
                "m1",
                "content",
                "Why?",
                "role",
                "USER",
                "author_id",
                "mod",
                "timestamp",
                A_TIME,
                "metadata",
                Json.read("{\"n\":1.50}"))
            .expect(201)
            .json();
    assertThat(first.get("seq").asLong()).isEqualTo(1);
    assertThat(first.get("role").asText()).isEqualTo("user");
    assertThat(first.get("panel_id").asText()).isEqualTo(panel);
    assertThat(first.get("persona_id").isNull()).isTrue();
    assertThat(first.get("author_id").asText()).isEqualTo("mod");
    assertThat(first.get("timestamp").asText()).isEqualTo(A_TIME);
    assertThat(first.get("metadata").toString()).isEqualTo("{\"n\":1.50}");
    Reply second =
        say(
                panel,
                "message_id",
                "m2",
                "content",
                "Because.",
                "persona_id",
                "p1",
                "response_to",
                "m1")
            .expect(201);
    assertThat(second.json().get("seq").asLong()).isEqualTo(2);
    assertThat(second.json().get("response_to").asText()).isEqualTo("m1");
    assertThat(second.header("Location")).isEqualTo(path(panel) + "/messages/m2");
    assertThat(client.read(second.header("Location"))).isEqualTo(second.json());

    say(panel, "content", "x", "persona_id", "p3").expectProblem(422, "persona_not_in_panel");
    say(panel, "content", "x", "response_to", "none").expectProblem(422, "message_not_in_panel");
    say(panel, "message_id", "m2", "content", "other").expectProblem(409, "id_conflict");
    Reply again =
        say(
                panel,
                "message_id",
                "m2",
                "content",
                "Because.",
                "persona_id",
                "p1",
                "response_to",
                "m1")
            .expect(201);
    assertThat(again.header("Chatlog-Duplicate")).isEqualTo("true");
    assertThat(again.json()).isEqualTo(second.json());
    say(Names.unique("none"), "content", "x").expectProblem(404, "panel_not_found");
    say(panel, "content", " ").expectProblem(400, "content_blank");
    say(panel, "content", "x".repeat(100_001)).expectProblem(400, "content_too_long");
    say(panel, "content", "x".repeat(100_000)).expect(201);
    say(panel).expectProblem(400, "missing_field");
    say(panel, "content", "x", "embedding", List.of(1)).expectProblem(400, "unknown_field");
    client.send(Call.get(path(panel) + "/messages/none")).expectProblem(404, "message_not_found");

    client
        .send(Call.patch(path(panel)).json(Json.object("personas", List.of("p2"))).patiently())
        .expect(200);
    say(panel, "content", "x", "persona_id", "p1").expectProblem(422, "persona_not_in_panel");
    JsonNode now = client.read(path(panel));
    assertThat(now.get("message_count").asLong()).isEqualTo(3);
    assertThat(now.get("version").asLong()).isEqualTo(2);
  }

  @Test
  void aPersonaThatIsDeletedStaysNamedAndSpeaksNoMore() {
    String persona = Names.unique("persona");
    client.createPersona(persona);
    String panel = create("personas", List.of(persona));
    Object[] said = {"message_id", "m1", "content", "x", "persona_id", persona};
    say(panel, said).expect(201);
    client
        .send(Call.of("DELETE", "/v1/personas/" + Paths.segment(persona)).patiently())
        .expect(204);
    say(panel, "content", "y", "persona_id", persona).expectProblem(404, "persona_not_found");
    assertThat(say(panel, said).expect(201).header("Chatlog-Duplicate")).isEqualTo("true");
    assertThat(client.read(path(panel)).get("personas").get(0).asText()).isEqualTo(persona);
    assertThat(client.read(path(panel) + "/messages/m1").get("persona_id").asText())
        .isEqualTo(persona);
    client.createPersona(persona);
    say(panel, "content", "y", "persona_id", persona).expect(201);
  }

  @Test
  void anIdempotencyKeyStandsForTheIdOfAMessage() {
    String panel = create();
    Call post =
        Call.post(path(panel) + "/messages")
            .json(Json.object("role", "user", "content", "once"))
            .header("Idempotency-Key", "k1")
            .patiently();
    JsonNode first = client.send(post).expect(201).json();
    Reply again = client.send(post).expect(201);
    assertThat(again.json()).isEqualTo(first);
    assertThat(again.header("Chatlog-Duplicate")).isEqualTo("true");
    assertThat(client.read(path(panel)).get("message_count").asLong()).isEqualTo(1);
  }

  @Test
  void aWriteThatIsNotWaitedForIsReadByItsPosition() {
    String panel = create();
    for (int at = 1; at <= 20; at++) {
      Reply accepted =
          client
              .send(
                  Call.post(path(panel) + "/messages")
                      .json(Json.object("message_id", "m" + at, "role", "user", "content", "x"))
                      .async())
              .expect(202);
      assertThat(accepted.json().get("id").asText()).isEqualTo("m" + at);
      String position = accepted.position();
      JsonNode stats =
          client.send(Call.get(path(panel) + "/stats").notBefore(position)).expect(200).json();
      assertThat(stats.get("message_count").asLong()).isEqualTo(at);
    }
    Reply refused =
        client
            .send(
                Call.post(path(panel) + "/messages")
                    .json(Json.object("role", "user", "content", "x", "persona_id", "nobody"))
                    .async())
            .expect(202);
    client.send(Call.get(path(panel)).notBefore(refused.position())).expect(200);
    JsonNode receipt = client.read("/v1/receipts/" + refused.position());
    assertThat(receipt.get("outcome").asText()).isEqualTo("rejected");
    assertThat(receipt.get("code").asText()).isEqualTo("persona_not_in_panel");
  }

  @Test
  void messagesAreListedByEveryFilterAndOrder() {
    String panel = create("personas", List.of("p1", "p2"));
    List<JsonNode> all = new ArrayList<>();
    for (int at = 0; at < 12; at++) {
      String persona = at % 3 == 0 ? null : "p" + at % 3;
      Reply said =
          persona == null
              ? say(panel, "content", "c" + at, "role", "user")
              : say(panel, "content", "c" + at, "persona_id", persona);
      all.add(said.expect(201).json());
    }
    Call list = Call.get(path(panel) + "/messages");
    assertThat(client.walk(list.query("limit", 5))).isEqualTo(all);
    assertThat(client.walk(list.query("order", "desc").query("limit", 5)))
        .isEqualTo(all.reversed());
    JsonNode behind = client.send(list.query("offset", 4).query("limit", 3)).expect(200).json();
    List<JsonNode> items = new ArrayList<>();
    behind.get("items").forEach(items::add);
    assertThat(items).isEqualTo(all.subList(4, 7));
    assertThat(client.walk(list.query("after_seq", 2).query("before_seq", 6)))
        .isEqualTo(all.subList(2, 5));
    assertThat(client.walk(list.query("persona_id", "p1").query("limit", 2)))
        .isEqualTo(all.stream().filter(m -> m.get("persona_id").asText().equals("p1")).toList());
    assertThat(client.walk(list.query("persona_id", "p1").query("persona_id", "p2"))).hasSize(8);
    assertThat(client.walk(list.query("role", "user"))).hasSize(4);
    String cursor =
        client.send(list.query("limit", 2)).expect(200).json().get("next_cursor").asText();
    client
        .send(list.query("cursor", cursor).query("order", "desc"))
        .expectProblem(400, "invalid_cursor");
    client.send(list.query("limit", 1_001)).expectProblem(400, "invalid_parameter");
    client.send(list.query("persona_id", "a b")).expectProblem(400, "invalid_id");
    client.send(list.query("since", "yesterday")).expectProblem(400, "invalid_parameter");
    client.send(list.query("last", 0)).expectProblem(400, "invalid_parameter");
    client.send(list.query("last", 2).query("limit", 2)).expectProblem(400, "invalid_parameter");
    client.send(list.query("around", "none")).expectProblem(404, "message_not_found");
    assertThat(client.walk(list.query("last", 3))).isEqualTo(all.subList(9, 12));
    assertThat(client.walk(list.query("last", 2).query("role", "user")))
        .containsExactly(all.get(6), all.get(9));
    assertThat(client.walk(list.query("last", 2).query("persona_id", "p2")))
        .containsExactly(all.get(8), all.get(11));
    String centre = all.get(6).get("message_id").asText();
    Reply around = client.send(list.query("around", centre).query("limit", 4)).expect(200);
    assertThat(around.items()).isEqualTo(all.subList(4, 8));
    assertThat(client.walk(list.query("around", centre).query("limit", 4)))
        .isEqualTo(all.subList(4, 12));
    assertThat(client.send(list.query("around", centre).query("role", "user")).expect(200).items())
        .hasSize(4);
    assertThat(client.walk(list.query("since", "P1D"))).isEqualTo(all);
    assertThat(client.walk(list.query("until", "P1D"))).isEmpty();
    client
        .send(Call.get(path(Names.unique("none")) + "/messages"))
        .expectProblem(404, "panel_not_found");
  }

  @Test
  void statisticsCountEveryContributionOnce() {
    String panel = create("personas", List.of("p1", "p2"));
    JsonNode empty = client.read(path(panel) + "/stats");
    assertThat(empty.get("message_count").asLong()).isZero();
    assertThat(empty.get("contributions").findValuesAsText("persona_id"))
        .containsExactly("p1", "p2");
    say(panel, "message_id", "m1", "content", "1234", "persona_id", "p2", "timestamp", A_TIME);
    say(panel, "message_id", "m1", "content", "1234", "persona_id", "p2", "timestamp", A_TIME);
    say(panel, "content", "😀日", "persona_id", "p2", "response_to", "m1");
    say(panel, "content", "moderation", "role", "user");
    say(panel, "content", "x", "persona_id", "p9");
    client
        .send(
            Call.post(path(panel) + "/insights")
                .json(Json.object("type", "analysis", "content", "z"))
                .patiently())
        .expect(201);
    JsonNode stats = client.read(path(panel) + "/stats");
    assertThat(stats.get("panel_id").asText()).isEqualTo(panel);
    assertThat(stats.get("message_count").asLong()).isEqualTo(3);
    assertThat(stats.get("character_count").asLong()).isEqualTo(16);
    assertThat(stats.get("response_count").asLong()).isEqualTo(1);
    assertThat(stats.get("participants").asLong()).isEqualTo(1);
    assertThat(stats.get("first_message_at").asText()).isEqualTo(A_TIME);
    assertThat(stats.at("/messages_by_role/user").asLong()).isEqualTo(1);
    assertThat(stats.at("/messages_by_role/assistant").asLong()).isEqualTo(2);
    assertThat(stats.at("/insights_by_type/analysis").asLong()).isEqualTo(1);
    assertThat(stats.get("insight_count").asLong()).isEqualTo(1);
    JsonNode p2 = stats.at("/contributions/0");
    assertThat(p2.get("persona_id").asText()).isEqualTo("p2");
    assertThat(p2.get("message_count").asLong()).isEqualTo(2);
    assertThat(p2.get("character_count").asLong()).isEqualTo(6);
    assertThat(p2.get("avg_message_length").asDouble()).isEqualTo(3.0);
    assertThat(p2.get("share").asDouble()).isEqualTo(2.0 / 3);
    assertThat(stats.at("/contributions/1/persona_id").asText()).isEqualTo("p1");
    assertThat(stats.at("/contributions/1/message_count").asLong()).isZero();
    assertThat(stats.at("/without_persona/message_count").asLong()).isEqualTo(1);
    client
        .send(Call.get(path(Names.unique("none")) + "/stats"))
        .expectProblem(404, "panel_not_found");
  }
}
