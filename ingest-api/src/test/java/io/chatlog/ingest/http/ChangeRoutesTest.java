package io.chatlog.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Payload;
import io.chatlog.ingest.http.IngestHarness.Reply;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes about what is there already: put, tag, edit, delete. */
class ChangeRoutesTest {
  private static final IngestHarness INGEST = new IngestHarness();
  private static final String SESSION = "/v1/users/ann/sessions/s";
  private static final String MESSAGE = SESSION + "/messages/m";

  @BeforeEach
  void clear() {
    INGEST.clear();
    INGEST.post("/v1/users", "{\"user_id\":\"ann\"}");
  }

  @AfterAll
  static void close() {
    INGEST.close();
  }

  private static Reply send(String method, String path, String body, String... headers) {
    return INGEST.send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  private static Object last() {
    return INGEST.lastEvent("ann").payload();
  }

  @Test
  void aPutCreatesAndThenReplaces() {
    Reply created = send("PUT", SESSION, "{\"title\":\"one\",\"tags\":[\"a\"]}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).isEqualTo(SESSION);
    Reply replaced =
        send("PUT", SESSION, "{\"session_id\":\"s\",\"title\":\"two\"}", "If-Match", "\"1\"");
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.header("Location")).isNull();
    assertThat(replaced.header("Chatlog-Duplicate")).isNull();
    assertThat(((Payload.PutSession) last()).expectedVersion()).isEqualTo(1);
    assertThat(((Payload.PutSession) last()).session().tags()).isEmpty();
  }

  @Test
  void aPutNamesTheSessionOfItsPath() {
    Reply reply = send("PUT", SESSION, "{\"session_id\":\"other\",\"title\":\"\"}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("errors")).hasSize(2);
  }

  @Test
  void aTagIsPutOnAndTakenOff() {
    send("PUT", SESSION, "");
    Reply reply = send("PUT", SESSION + "/tags/caf%C3%A9%20noir", "");
    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.response().body()).isEmpty();
    assertThat(reply.header("Chatlog-Position")).isNotNull();
    assertThat(((Payload.TagSession) last()).tag()).isEqualTo("café noir");
    assertThat(((Payload.TagSession) last()).present()).isTrue();
    assertThat(send("DELETE", SESSION + "/tags/x", "").status()).isEqualTo(204);
    assertThat(((Payload.TagSession) last()).present()).isFalse();
    assertThat(send("PUT", SESSION + "/tags/" + "x".repeat(51), "").status()).isEqualTo(400);
    assertThat(send("PUT", "/v1/users/ann/sessions/none/tags/x", "").status()).isEqualTo(404);
  }

  @Test
  void aMessageIsEditedAndDeleted() {
    send("PUT", SESSION, "");
    INGEST.post(
        SESSION + "/messages", "{\"message_id\":\"m\",\"role\":\"user\",\"content\":\"x\"}");
    assertThat(INGEST.patch(MESSAGE, "{\"content\":\"y\",\"message_id\":\"m\"}").status())
        .isEqualTo(200);
    assertThat(((Payload.PatchMessage) last()).patchJson()).isEqualTo("{\"content\":\"y\"}");
    Reply bad =
        INGEST.patch(
            MESSAGE, "{\"content\":null,\"role\":\"tool\",\"seq\":4,\"author_id\":\"a b\"}");
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.json().path("errors")).hasSize(4);
    assertThat(INGEST.patch(MESSAGE, "{\"content\":\" \"}").json().path("code").asText())
        .isEqualTo("content_blank");
    assertThat(send("DELETE", MESSAGE, "", "If-Match", "\"1\"").status()).isEqualTo(204);
    assertThat(((Payload.DeleteMessage) last()).expectedVersion()).isEqualTo(1);
    assertThat(send("DELETE", MESSAGE, "").json().path("code").asText())
        .isEqualTo("message_not_found");
  }

  @Test
  void aSessionIsDeleted() {
    send("PUT", SESSION, "");
    assertThat(send("DELETE", SESSION, "{}").status()).isEqualTo(400);
    Reply async = send("DELETE", SESSION, "", "Prefer", "respond-async");
    assertThat(async.status()).isEqualTo(202);
    assertThat(async.json().path("id").asText()).isEqualTo("s");
    assertThat(send("DELETE", SESSION, "").status()).isEqualTo(404);
  }

  @Test
  void aUserWithSessionsIsDeletedByForceOnly() {
    send("PUT", SESSION, "");
    Reply kept = send("DELETE", "/v1/users/ann", "");
    assertThat(kept.status()).isEqualTo(409);
    assertThat(kept.json().path("code").asText()).isEqualTo("user_has_data");
    assertThat(send("DELETE", "/v1/users/ann?force=maybe", "").status()).isEqualTo(400);
    assertThat(send("DELETE", "/v1/users/ann?force=true", "").status()).isEqualTo(204);
    assertThat(((Payload.DeleteUser) last()).force()).isTrue();
  }

  @Test
  void sessionsOfManyUsersComeInOneBatch() {
    Reply reply =
        send(
            "POST",
            "/v1/sessions:batch",
            "[{\"user_id\":\"ann\",\"session_id\":\"a\"},{\"user_id\":\"nobody\",\"session_id\":\"b\"},"
                + "{\"session_id\":\"c\"},{\"user_id\":\"ann\",\"session_id\":\"d\",\"status\":\"deleted\"}]");
    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.json().path("items").findValuesAsText("status"))
        .containsExactly("201", "404", "400", "400");
    assertThat(reply.json().path("items").findValuesAsText("id"))
        .containsExactly("a", "b", "c", "d");
    assertThat(reply.json().path("succeeded").asInt()).isEqualTo(1);
    assertThat(reply.json().path("created").asInt()).isEqualTo(1);
  }
}
