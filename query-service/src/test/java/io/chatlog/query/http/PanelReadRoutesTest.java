package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.query.http.Api.Got;
import io.chatlog.value.InsightId;
import io.chatlog.value.InsightType;
import io.chatlog.value.MessageId;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.PanelId;
import io.chatlog.value.PanelType;
import io.chatlog.value.PersonaId;
import io.chatlog.value.Position;
import io.chatlog.value.Role;
import io.chatlog.value.UserId;
import io.chatlog.view.Insight;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.Persona;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Personas and panels as they are told. */
class PanelReadRoutesTest {
  private static final PanelId PANEL = new PanelId("pricing");
  private static final PersonaId P1 = new PersonaId("p1");
  private static final PersonaId P2 = new PersonaId("p2");

  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  private static Persona persona(String id, UserId owner) {
    return new Persona(
        new PersonaId(id),
        "The Skeptic",
        null,
        List.of("dry"),
        List.of(),
        "{\"tone\":1.50}",
        owner,
        "{}",
        Api.micros(0),
        Api.micros(1),
        3);
  }

  private Position panel(PanelId id) {
    return api.state.put(
        new Panel(
            id,
            "Pricing",
            PanelType.EXPERT_PANEL,
            List.of(P1, P2),
            "{\"rounds\":3}",
            "{}",
            Api.micros(0),
            Api.micros(0),
            null,
            0,
            1));
  }

  private Position say(long seq, Role role, PersonaId persona, MessageId answered) {
    return api.state.put(
        new PanelMessage(
            new MessageId("m" + seq),
            PANEL,
            seq,
            role,
            "c" + seq,
            persona,
            answered,
            null,
            Api.micros((int) seq),
            Api.micros((int) seq),
            "{}",
            1));
  }

  private void insight(long seq, InsightType type) {
    api.state.put(
        new Insight(
            new InsightId("i" + seq),
            PANEL,
            seq,
            type,
            "so",
            List.of(new MessageId("m1")),
            Api.micros((int) seq),
            1));
  }

  @Test
  void aPersonaIsToldFieldByField() {
    Position position = api.state.put(persona("skeptic", new UserId("ada")));
    Got got = api.get("/v1/personas/skeptic").isOk();
    assertThat(got.response().body())
        .isEqualTo(
            "{\"persona_id\":\"skeptic\",\"name\":\"The Skeptic\",\"description\":null,"
                + "\"traits\":[\"dry\"],\"expertise\":[],\"communication_style\":{\"tone\":1.50},"
                + "\"owner_id\":\"ada\",\"metadata\":{},"
                + "\"created_at\":\"2026-01-01T00:00:00.000Z\","
                + "\"updated_at\":\"2026-01-01T00:01:00.000Z\",\"version\":3}");
    assertThat(got.header("ETag")).isEqualTo("\"3\"");
    assertThat(got.header("Chatlog-Position")).isEqualTo(position.toString());
    assertThat(api.get("/v1/personas/skeptic", "If-None-Match", "\"3\"").status()).isEqualTo(304);
    api.get("/v1/personas/nobody").isProblem(404, "persona_not_found");
    api.get("/v1/personas/a%20b").isProblem(400, "invalid_id");
  }

  @Test
  void personasOfAllPartitionsAreListedInIdOrder() {
    IntStream.range(0, 23)
        .forEach(
            number ->
                api.state.put(
                    persona("p-%02d".formatted(number), number < 5 ? new UserId("ada") : null)));
    List<String> met = new ArrayList<>();
    String cursor = "";
    do {
      Got got =
          api.get("/v1/personas?prefix=p-&limit=5" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .isOk();
      met.addAll(got.items("persona_id"));
      cursor = got.nextCursor();
    } while (!cursor.isEmpty());
    assertThat(met).hasSize(23).isSorted().doesNotHaveDuplicates();
    assertThat(api.get("/v1/personas?owner_id=ada").isOk().items("persona_id")).hasSize(5);
    String owned = api.get("/v1/personas?owner_id=ada&limit=2").isOk().nextCursor();
    api.get("/v1/personas?limit=2&cursor=" + owned).isProblem(400, "invalid_cursor");
    assertThat(api.get("/v1/personas?offset=20").isOk().items("persona_id")).hasSize(3);
    api.get("/v1/personas?offset=10001").isProblem(400, "invalid_parameter");
    api.node.drop(api.state.partitionOf(OwnerIds.of(new PersonaId("p-00"))));
    api.get("/v1/personas").isProblem(503, "partition_unavailable");
  }

  @Test
  void aPanelIsToldFieldByFieldAndNever304() {
    panel(PANEL);
    Got got = api.get("/v1/panels/pricing", "If-None-Match", "\"1\"").isOk();
    assertThat(got.response().body())
        .isEqualTo(
            "{\"panel_id\":\"pricing\",\"title\":\"Pricing\",\"type\":\"expert_panel\","
                + "\"personas\":[\"p1\",\"p2\"],\"config\":{\"rounds\":3},\"metadata\":{},"
                + "\"message_count\":0,\"created_at\":\"2026-01-01T00:00:00.000Z\","
                + "\"updated_at\":\"2026-01-01T00:00:00.000Z\",\"last_message_at\":null,"
                + "\"version\":1}");
    assertThat(got.header("ETag")).isEqualTo("\"1\"");
    panel(new PanelId("other"));
    assertThat(api.get("/v1/panels").isOk().items("panel_id")).containsExactly("other", "pricing");
  }

  @Test
  void messagesAreListedBySeq() {
    panel(PANEL);
    Position last = new Position(0, 0);
    for (long seq = 1; seq <= 9; seq++) {
      last =
          say(
              seq,
              seq % 2 == 0 ? Role.USER : Role.ASSISTANT,
              seq % 2 == 0 ? null : P1,
              seq == 9 ? new MessageId("m1") : null);
    }
    String path = "/v1/panels/pricing/messages";
    assertThat(api.get(path, "Chatlog-Min-Position", last.toString()).isOk().items("message_id"))
        .isEqualTo(LongStream.rangeClosed(1, 9).mapToObj(seq -> "m" + seq).toList());
    Got page = api.get(path + "?order=desc&limit=2&persona_id=p1").isOk();
    assertThat(page.items("message_id")).containsExactly("m9", "m7");
    assertThat(
            api.get(path + "?order=desc&limit=2&persona_id=p1&cursor=" + page.nextCursor())
                .isOk()
                .items("message_id"))
        .containsExactly("m5", "m3");
    assertThat(api.get(path + "?role=user&after_seq=3&before_seq=8").isOk().items("message_id"))
        .containsExactly("m4", "m6");
    assertThat(api.get(path + "?offset=7").isOk().items("message_id")).containsExactly("m8", "m9");
    assertThat(api.get(path + "?last=2").isOk().items("message_id")).containsExactly("m8", "m9");
    assertThat(api.get(path + "?last=2&persona_id=p1").isOk().items("message_id"))
        .containsExactly("m7", "m9");
    assertThat(api.get(path + "?around=m5&limit=3").isOk().items("message_id"))
        .containsExactly("m4", "m5", "m6");
    api.get(path + "?around=none").isProblem(404, "message_not_found");
    assertThat(
            api.get(path + "?since=2026-01-01T00:03:00Z&until=2026-01-01T00:05:00Z")
                .isOk()
                .items("message_id"))
        .containsExactly("m3", "m4");
    JsonNode answer = api.get(path + "/m9").isOk().json();
    assertThat(answer.get("response_to").asText()).isEqualTo("m1");
    assertThat(answer.get("persona_id").asText()).isEqualTo("p1");
    api.get(path + "/none").isProblem(404, "message_not_found");
    api.get("/v1/panels/none/messages/m1").isProblem(404, "panel_not_found");
    api.get("/v1/panels/none/messages").isProblem(404, "panel_not_found");
    Got wrong = api.get(path + "?limit=0&role=robot&persona_id=a%20b&after_seq=-1");
    assertThat(wrong.json().get("errors")).hasSize(4);
  }

  @Test
  void insightsAndStatisticsAreTold() {
    panel(PANEL);
    say(1, Role.ASSISTANT, P2, null);
    say(2, Role.ASSISTANT, P2, new MessageId("m1"));
    say(3, Role.USER, null, null);
    insight(1, InsightType.SUMMARY);
    insight(2, InsightType.ANALYSIS);
    String path = "/v1/panels/pricing";
    assertThat(api.get(path + "/insights?type=analysis").isOk().items("insight_id"))
        .containsExactly("i2");
    assertThat(api.get(path + "/insights/i1").isOk().response().body())
        .isEqualTo(
            "{\"insight_id\":\"i1\",\"panel_id\":\"pricing\",\"seq\":1,\"type\":\"summary\","
                + "\"content\":\"so\",\"supporting_messages\":[\"m1\"],"
                + "\"created_at\":\"2026-01-01T00:01:00.000Z\",\"version\":1}");
    api.get(path + "/insights/none").isProblem(404, "insight_not_found");
    api.get(path + "/insights?type=guess").isProblem(400, "invalid_parameter");
    JsonNode stats = api.get(path + "/stats").isOk().json();
    assertThat(stats.get("message_count").asLong()).isEqualTo(3);
    assertThat(stats.get("character_count").asLong()).isEqualTo(6);
    assertThat(stats.get("response_count").asLong()).isEqualTo(1);
    assertThat(stats.at("/contributions/0/persona_id").asText()).isEqualTo("p2");
    assertThat(stats.at("/contributions/0/share").asDouble()).isEqualTo(2.0 / 3);
    assertThat(stats.at("/contributions/1/persona_id").asText()).isEqualTo("p1");
    assertThat(stats.at("/contributions/1/share").asDouble()).isZero();
    assertThat(stats.at("/without_persona/message_count").asLong()).isEqualTo(1);
    assertThat(stats.at("/insights_by_type/summary").asLong()).isEqualTo(1);
    api.get("/v1/panels/none/stats").isProblem(404, "panel_not_found");
  }
}
