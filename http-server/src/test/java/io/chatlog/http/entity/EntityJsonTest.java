package io.chatlog.http.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.http.json.JsonWriter;
import io.chatlog.value.MessageId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Entity;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntityJsonTest {
  private static final UserId ANN = new UserId("ann");
  private static final SessionId S1 = new SessionId("s1");

  @Test
  void userHasEveryFieldAndKeepsItsOpenObjectsAsWritten() throws IOException {
    User user =
        new User(ANN, "Ann", null, null, "admin", "{\"a\":1.0}", "{\"n\":1e3}", 0, 1_999, 3);

    assertThat(text(user))
        .isEqualTo(
            "{\"user_id\":\"ann\",\"name\":\"Ann\",\"username\":null,\"email\":null,"
                + "\"role\":\"admin\",\"preferences\":{\"a\":1.0},\"metadata\":{\"n\":1e3},"
                + "\"created_at\":\"1970-01-01T00:00:00.000Z\","
                + "\"updated_at\":\"1970-01-01T00:00:00.001Z\",\"version\":3}");
  }

  @Test
  void sessionHasEveryField() throws IOException {
    assertThat(text(session()))
        .isEqualTo(
            "{\"session_id\":\"s1\",\"user_id\":\"ann\",\"title\":\"T\",\"channel\":\"web\","
                + "\"source\":null,\"status\":\"handoff_complete\",\"summary\":null,"
                + "\"tags\":[\"a\",\"b\"],\"metadata\":{},\"external_id\":\"x\","
                + "\"created_at\":\"1970-01-01T00:00:00.000Z\","
                + "\"updated_at\":\"1970-01-01T00:00:00.000Z\",\"last_message_at\":null,"
                + "\"deleted_at\":null,\"message_count\":0,\"version\":1}");
  }

  @Test
  void sessionMetadataCanBeLeftOut() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonWriter json = JsonWriter.to(out)) {
      EntityJson.write(session(), false, json);
    }

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"tags\"")
        .doesNotContain("metadata");
  }

  @Test
  void messageHasEveryField() throws IOException {
    Message message =
        new Message(
            new MessageId("m"),
            S1,
            ANN,
            7,
            Role.TOOL,
            "h\u00e9\"\n",
            "bo",
            1_000,
            2_000,
            3_000L,
            "{\"a\":{\"b\":[1,2.50]}}",
            2);

    assertThat(text(message))
        .isEqualTo(
            "{\"message_id\":\"m\",\"session_id\":\"s1\",\"user_id\":\"ann\",\"seq\":7,"
                + "\"role\":\"tool\",\"content\":\"h\u00e9\\\"\\n\",\"author_id\":\"bo\","
                + "\"timestamp\":\"1970-01-01T00:00:00.001Z\","
                + "\"received_at\":\"1970-01-01T00:00:00.002Z\","
                + "\"edited_at\":\"1970-01-01T00:00:00.003Z\","
                + "\"metadata\":{\"a\":{\"b\":[1,2.50]}},\"version\":2}");
  }

  private static Session session() {
    return new Session(
        S1,
        ANN,
        "T",
        "web",
        null,
        SessionStatus.HANDOFF_COMPLETE,
        null,
        List.of("a", "b"),
        "{}",
        "x",
        0,
        0,
        null,
        null,
        0,
        1);
  }

  private static String text(Entity entity) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonWriter json = JsonWriter.to(out)) {
      EntityJson.write(entity, json);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
