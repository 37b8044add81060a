package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.query.export.ExportFormat;
import io.chatlog.query.http.Api.Got;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.Position;
import io.chatlog.value.Role;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.Read;
import io.chatlog.view.User;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExportRoutesTest {
  private static final String PATH = "/v1/users/ada/export";
  private final Api api = new Api(new ReadLimits(50, 1_000, 20, 10, 500, 1_000));

  @AfterEach
  void close() {
    api.close();
  }

  private void put() {
    api.state.put(
        new User(
            new UserId("ada"),
            "Ada =1",
            "ada",
            "ada@x.org",
            null,
            "{\"a\":1.0}",
            "{}",
            Api.micros(0) + 1,
            Api.micros(0),
            3));
    api.state.put(ModelValues.session("ada", "s-2", Api.micros(1)));
    api.state.put(ModelValues.session("ada", "s-1", Api.micros(1)));
    api.state.put(ModelValues.session("ada", "s-0", Api.micros(2)));
    api.state.put(
        ModelValues.session(
            ModelValues.session("ada", "s-3", Api.micros(0)),
            SessionStatus.DELETED,
            "web",
            null,
            Set.of()));
    for (int seq = 1; seq <= 25; seq++) {
      api.say("ada", "s-1", "m-" + seq, Role.USER, "text " + seq, seq);
    }
  }

  @Test
  void jsonIsWhatTheContractSays() {
    put();
    Position last = api.say("ada", "s-2", "m", Role.ASSISTANT, "\"x\"", 3);
    Got got = api.get(PATH).isOk();
    assertThat(got.header("Content-Type")).startsWith("application/json");
    assertThat(got.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"chatlog-ada.json\"; filename*=UTF-8''chatlog-ada.json");
    assertThat(got.header("Chatlog-Position")).isEqualTo(last.toString());
    String body = got.response().body();
    assertThat(body)
        .startsWith(
            "{\"user_id\":\"ada\",\"profile\":{\"name\":\"Ada =1\",\"email\":\"ada@x.org\","
                + "\"preferences\":{\"a\":1.0},\"metadata\":{}},\"sessions\":[{\"session_id\":\"s-1\",")
        .contains(
            "\"messages\":[{\"role\":\"assistant\",\"content\":\"\\\"x\\\"\","
                + "\"timestamp\":\"2026-01-01T00:03:00.000Z\",\"metadata\":{}}]")
        .endsWith("],\"export_timestamp\":\"2026-01-08T00:00:00.000Z\"}\n");
    JsonNode sessions = got.json().get("sessions");
    assertThat(sessions.findValuesAsText("session_id")).containsExactly("s-1", "s-2", "s-0");
    for (JsonNode session : sessions) {
      assertThat(session.get("messages").size()).isEqualTo(session.get("message_count").asInt());
    }
    assertThat(sessions.get(0).get("message_count").asInt()).isEqualTo(25);
  }

  @Test
  void ndjsonHasEveryFieldAndEveryMicrosecond() {
    put();
    Got got = api.get(PATH + "?format=ndjson").isOk();
    assertThat(got.header("Content-Type")).startsWith("application/x-ndjson");
    List<String> lines = got.response().body().lines().toList();
    assertThat(lines).hasSize(1 + 3 + 25);
    assertThat(lines.getFirst())
        .startsWith("{\"type\":\"user\",\"user_id\":\"ada\"")
        .contains("\"created_at\":\"2026-01-01T00:00:00.000001Z\"")
        .contains("\"version\":3");
    assertThat(lines.get(1)).contains("\"type\":\"session\"").contains("\"last_seq\":25");
    assertThat(lines.get(2)).contains("\"type\":\"message\"").contains("\"seq\":1,");
  }

  @Test
  void aCellIsNeverAFormula() {
    api.talk("ada", "s-1");
    api.say("ada", "s-1", "=m", Role.USER, "=HYPERLINK(\"x\")", 1);
    api.say("ada", "s-1", "m2", Role.USER, "a,b\r\nc", 2);
    api.say("ada", "s-1", "m3", Role.USER, "-1", 3);
    Got got = api.get(PATH + "?format=csv").isOk();
    assertThat(got.header("Content-Type")).startsWith("text/csv");
    String[] rows = got.response().body().split("(?<=Z,,)|(?=,\\{}\\r\\n)");
    assertThat(got.response().body())
        .startsWith(
            "user_id,session_id,session_title,message_id,seq,role,author_id,timestamp,received_at,"
                + "edited_at,content,metadata\r\nada,s-1,title of s-1,'=m,1,user,,")
        .endsWith("'-1,{}\r\n");
    assertThat(rows).contains("\"'=HYPERLINK(\"\"x\"\")\"", "\"a,b\r\nc\"");
  }

  @Test
  void markdownIsToRead() {
    api.talk("ada", "s-1");
    api.say("ada", "s-1", "m", Role.USER, "# not a heading\n\nbut text", 1);
    assertThat(api.get(PATH + "?format=md").isOk().response().body())
        .contains("# Conversations of ada\n")
        .contains(
            "\n## title of s-1\n\nSession s-1, web, begun 2026-01-01T00:00:00.000Z, 1 message\n")
        .endsWith("\n**user** 2026-01-01T00:01:00.000Z\n\n> # not a heading\n>\n> but text\n");
  }

  @Test
  void whatComesWhileItIsReadDoesNotMakeASessionContradictItself() {
    put();
    AtomicInteger reads = new AtomicInteger();
    api.detour =
        new Api.Detour() {
          @Override
          public <R> PartitionAnswer<R> answer(int partition, Read<R> read) {
            api.say("ada", "s-1", "late-" + reads.incrementAndGet(), Role.USER, "late", 100);
            return null;
          }
        };
    for (JsonNode session : api.get(PATH).isOk().json().get("sessions")) {
      assertThat(session.get("messages").size()).isEqualTo(session.get("message_count").asInt());
    }
  }

  @Test
  void whatCannotBeAnsweredIsSaidBeforeOrBreaksTheConnection() {
    api.get(PATH).isProblem(404, "user_not_found");
    put();
    api.get(PATH + "?format=xml").isProblem(400, "invalid_parameter");
    for (int seq = 1; seq <= 100; seq++) {
      // so much that the answer is on its way when it fails
      api.say("ada", "s-1", "m-" + seq, Role.USER, "x".repeat(50_000), seq);
    }
    AtomicBoolean begun = new AtomicBoolean();
    api.detour =
        new Api.Detour() {
          @Override
          public <R> PartitionAnswer<R> answer(int partition, Read<R> read) {
            if (begun.get()) {
              return new PartitionAnswer.NotHere<>("moved");
            }
            begun.set(read instanceof Read.GetKeptSession page && page.afterSeq() >= 50);
            return null;
          }
        };
    assertThatThrownBy(() -> api.get(PATH)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void theNameOfTheFileIsSafe() {
    assertThat(ExportRoutes.disposition(new UserId("é\"|x"), ExportFormat.CSV))
        .isEqualTo(
            "attachment; filename=\"chatlog-___x.csv\";"
                + " filename*=UTF-8''chatlog-%C3%A9%22%7Cx.csv");
  }
}
