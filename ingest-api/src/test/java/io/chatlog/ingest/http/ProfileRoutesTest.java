package io.chatlog.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.PatchSession;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.ingest.http.IngestHarness.Reply;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProfileRoutesTest {
  private static final IngestHarness INGEST = new IngestHarness();

  @BeforeEach
  void clear() {
    INGEST.clear();
  }

  @AfterAll
  static void close() {
    INGEST.close();
  }

  @Test
  void aUserIsAnsweredAsItIs() {
    Reply reply =
        INGEST.post(
            "/v1/users",
            "{\"user_id\":\"ann\",\"name\":\"Ann\",\"username\":\"a\",\"email\":\"a@b.c\","
                + "\"role\":\"op\",\"preferences\":{\"dark\":true},\"metadata\":{\"k\":1.0}}");
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("Location")).isEqualTo("/v1/users/ann");
    assertThat(reply.header("ETag")).isEqualTo("\"1\"");
    assertThat(reply.response().body())
        .startsWith(
            "{\"user_id\":\"ann\",\"name\":\"Ann\",\"username\":\"a\",\"email\":\"a@b.c\","
                + "\"role\":\"op\",\"preferences\":{\"dark\":true},\"metadata\":{\"k\":1.0},");
    assertThat(reply.json().path("created_at").asText()).endsWith("Z").hasSize(24);
  }

  @Test
  void unknownKeysOfAProfileAreKept() {
    INGEST.post(
        "/v1/users",
        "{\"user_id\":\"ann\",\"age\":5.0,\"none\":null,\"metadata\":{\"k\":1},"
            + "\"created_at\":\"long ago\"}");
    assertThat(((CreateUser) INGEST.lastEvent("ann").payload()).metadataJson())
        .isEqualTo("{\"k\":1,\"age\":5.0,\"none\":null,\"created_at\":\"long ago\"}");
  }

  @Test
  void aUserWithoutIdGetsOneThatAKeyFixes() {
    Reply plain = INGEST.post("/v1/users", "");
    assertThat(UUID.fromString(plain.json().path("user_id").asText()).version()).isEqualTo(7);

    Reply first = INGEST.post("/v1/users", "{\"name\":\"N\"}", "Idempotency-Key", "k");
    Reply again = INGEST.post("/v1/users", "{\"name\":\"N\"}", "Idempotency-Key", "k");
    String id = first.json().path("user_id").asText();
    assertThat(UUID.fromString(id).version()).isEqualTo(8);
    assertThat(again.json().path("user_id").asText()).isEqualTo(id);
    assertThat(again.header("Chatlog-Duplicate")).isEqualTo("true");
  }

  @Test
  void anotherUserUnderTheSameIdIsAConflict() {
    INGEST.post("/v1/users", "{\"user_id\":\"ann\"}");
    Reply reply = INGEST.post("/v1/users", "{\"user_id\":\"ann\",\"name\":\"other\"}");
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.code()).isEqualTo("user_exists");
  }

  @Test
  void aUserIsPatched() {
    INGEST.createAnn();
    Reply reply =
        INGEST.patch(
            "/v1/users/ann",
            "{\"name\":\"N\",\"email\":null,\"team\":\"x\",\"metadata\":{\"a\":null}}",
            "If-Match",
            "\"1\"",
            "Content-Type",
            "application/merge-patch+json");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("ETag")).isEqualTo("\"2\"");
    assertThat(reply.header("Location")).isNull();
    assertThat(reply.json().path("name").asText()).isEqualTo("N");
    assertThat(INGEST.lastEvent("ann").payload())
        .isEqualTo(
            new PatchUser(
                "{\"name\":\"N\",\"email\":null,\"metadata\":{\"a\":null,\"team\":\"x\"}}",
                1L,
                null,
                null));
  }

  @Test
  void preconditionsAreDecidedInTheLog() {
    INGEST.createAnn();
    assertThat(INGEST.patch("/v1/users/ann", "{}", "If-Match", "\"9\"").code())
        .isEqualTo("version_mismatch");
    for (String tag : List.of("W/\"1\"", "\"abc\"")) {
      Reply reply = INGEST.patch("/v1/users/ann", "{}", "If-Match", tag);
      assertThat(reply.status()).as(tag).isEqualTo(412);
    }
    assertThat(INGEST.patch("/v1/users/bo", "{}", "If-Match", "*").code())
        .isEqualTo("user_not_found");
    assertThat(INGEST.patch("/v1/users/ann", "{}", "If-Match", "*").status()).isEqualTo(200);
    assertThat(INGEST.patch("/v1/users/ann", "{}", "If-Match", "\"1\", \"2\"").status())
        .as("one of several")
        .isEqualTo(200);
    Reply bare = INGEST.patch("/v1/users/ann", "{}", "If-Match", "1");
    assertThat(bare.status()).isEqualTo(400);
    assertThat(bare.code()).isEqualTo("invalid_header");
  }

  @Test
  void aUserPatchCannotSetWhatIsTheServers() {
    INGEST.createAnn();
    Reply reply =
        INGEST.patch(
            "/v1/users/ann",
            "{\"user_id\":\"bo\",\"version\":7,\"created_at\":null,\"password\":\"p\",\"name\":5}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/user_id", "/version", "/created_at", "/password", "/name");
    assertThat(INGEST.patch("/v1/users/ann", "{\"metadata\":null,\"x\":1}").code())
        .isEqualTo("invalid_field");
    assertThat(INGEST.patch("/v1/users/ann", "{\"metadata\":null}").status()).isEqualTo(200);
  }

  @Test
  void aSessionIsAnsweredAsItIs() {
    INGEST.createAnn();
    Reply reply =
        INGEST.post(
            "/v1/users/ann/sessions",
            "{\"session_id\":\"s 2\",\"title\":\"T\"}".replace("s 2", "s:2"));
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("Location")).isEqualTo("/v1/users/ann/sessions/s%3A2");
    assertThat(reply.json().path("title").asText()).isEqualTo("T");
    assertThat(reply.json().path("channel").asText()).isEqualTo("web");
    assertThat(reply.json().path("status").asText()).isEqualTo("active");
    assertThat(reply.json().path("tags").isArray()).isTrue();
    Reply empty = INGEST.post("/v1/users/ann/sessions", "");
    assertThat(empty.json().path("title").asText()).isEqualTo("New Chat Session");
    assertThat(INGEST.post("/v1/users/bo/sessions", "{}").code()).isEqualTo("user_not_found");
    assertThat(
            INGEST.post("/v1/users/ann/sessions", "{\"session_id\":\"s1\",\"title\":\"x\"}").code())
        .isEqualTo("session_exists");
  }

  @Test
  void theFaultsOfASessionAreTold() {
    Reply reply =
        INGEST.post(
            "/v1/users/ann/sessions",
            "{\"title\":\"\",\"tags\":[\"a\",5],\"embedding\":[\"x\"],\"status\":\"deleted\","
                + "\"user_id\":\"ann\"}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/user_id", "/tags/1", "/embedding/0", "/title", "/status");
  }

  @Test
  void aSessionIsPatched() {
    INGEST.createAnn();
    Reply reply =
        INGEST.patch(
            "/v1/users/ann/sessions/s1",
            "{\"title\":null,\"status\":\"deleted\",\"tags\":[\"a\", \"b\","
                + " \"a\"],\"source\":\"x\",\"embedding\":[1.50]}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("status").asText()).isEqualTo("deleted");
    assertThat(reply.header("ETag")).isEqualTo("\"2\"");
    assertThat(((PatchSession) INGEST.lastEvent("ann").payload()).patchJson())
        .isEqualTo(
            "{\"title\":null,\"source\":\"x\",\"status\":\"deleted\",\"tags\":[\"a\",\"b\"],"
                + "\"embedding\":[1.50]}");
    Reply unknown = INGEST.patch("/v1/users/ann/sessions/s1", "{\"x\":1,\"tags\":5}");
    assertThat(unknown.json().path("errors").findValuesAsText("code"))
        .containsExactlyInAnyOrder("unknown_field", "invalid_field");
    assertThat(INGEST.patch("/v1/users/ann/sessions/s9", "{}").code())
        .isEqualTo("session_not_found");
  }
}
