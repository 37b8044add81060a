package io.chatlog.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.ingest.http.IngestHarness.Reply;
import io.chatlog.ingest.publish.Append;
import io.chatlog.view.Freshness;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageRoutesTest {
  private static final String MESSAGES = "/v1/users/ann/sessions/s1/messages";
  private static final String HELLO = "{\"role\":\"user\",\"content\":\"hello\"}";

  private static final IngestHarness INGEST = new IngestHarness();

  @BeforeEach
  void createAnn() {
    INGEST.clear();
    INGEST.createAnn();
  }

  @AfterAll
  static void close() {
    INGEST.close();
  }

  @Test
  void aMessageIsAnsweredAsItIs() {
    Reply reply =
        INGEST.post(
            MESSAGES,
            "{\"message_id\":\"m1\",\"role\":\"ASSISTANT\",\"content\":\"h\u00e9 \\ud83d\\ude00\","
                + "\"author_id\":\"bo\",\"timestamp\":\"2024-05-01T12:00:00.1239+02:00\","
                + "\"metadata\":{ \"n\" : 1.50, \"deep\":[{\"x\":null}]},\"embedding\":[1,2.5]}");

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().path("message_id").asText()).isEqualTo("m1");
    assertThat(reply.json().path("session_id").asText()).isEqualTo("s1");
    assertThat(reply.json().path("user_id").asText()).isEqualTo("ann");
    assertThat(reply.json().path("seq").asInt()).isEqualTo(1);
    assertThat(reply.json().path("role").asText()).isEqualTo("assistant");
    assertThat(reply.json().path("content").asText()).isEqualTo("h\u00e9 \ud83d\ude00");
    assertThat(reply.json().path("author_id").asText()).isEqualTo("bo");
    assertThat(reply.json().path("timestamp").asText()).isEqualTo("2024-05-01T10:00:00.123Z");
    assertThat(reply.json().path("edited_at").isNull()).isTrue();
    assertThat(reply.response().body()).contains("{\"n\":1.50,\"deep\":[{\"x\":null}]}");
    assertThat(reply.header("Chatlog-Position")).matches("\\d:2");
    assertThat(reply.header("Chatlog-Duplicate")).isNull();
    assertThat(reply.header("ETag")).isEqualTo("\"1\"");
    assertThat(reply.header("Location")).isEqualTo(MESSAGES + "/m1");
    PostMessage event = (PostMessage) INGEST.lastEvent("ann").payload();
    assertThat(event.timestampMicros()).isEqualTo(1_714_557_600_123_900L);
    assertThat(event.embedding()).containsExactly(1f, 2.5f);
  }

  @Test
  void aRepeatedMessageIsADuplicateWithTheFirstAnswer() {
    String body = "{\"message_id\":\"m1\",\"role\":\"user\",\"content\":\"x\"}";
    Reply first = INGEST.post(MESSAGES, body);
    INGEST.post(MESSAGES, HELLO);
    Reply again = INGEST.post(MESSAGES, body);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Chatlog-Duplicate")).isEqualTo("true");
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
  }

  @Test
  void theSameIdWithOtherContentIsAConflict() {
    INGEST.post(MESSAGES, "{\"message_id\":\"m1\",\"role\":\"user\",\"content\":\"x\"}");
    Reply reply =
        INGEST.post(MESSAGES, "{\"message_id\":\"m1\",\"role\":\"user\",\"content\":\"y\"}");

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.type()).isEqualTo("application/problem+json");
    assertThat(reply.code()).isEqualTo("id_conflict");
    assertThat(reply.header("Chatlog-Position")).isNotNull();
  }

  @Test
  void aKeyStandsForAnId() {
    Reply first = INGEST.post(MESSAGES, HELLO, "Idempotency-Key", "abc");
    Reply again = INGEST.post(MESSAGES, HELLO, "Idempotency-Key", "abc");
    Reply other = INGEST.post(MESSAGES, HELLO, "Idempotency-Key", "abd");
    Reply changed =
        INGEST.post(MESSAGES, "{\"role\":\"user\",\"content\":\"bye\"}", "Idempotency-Key", "abc");

    String id = first.json().path("message_id").asText();
    assertThat(UUID.fromString(id).version()).isEqualTo(8);
    assertThat(again.json().path("message_id").asText()).isEqualTo(id);
    assertThat(again.header("Chatlog-Duplicate")).isEqualTo("true");
    assertThat(other.json().path("message_id").asText()).isNotEqualTo(id);
    assertThat(changed.code()).isEqualTo("id_conflict");
    assertThat(INGEST.lastEvent("ann").idempotencyKey()).isEqualTo("abc");
  }

  @Test
  void badKeysAreRefused() {
    for (String key : List.of("a b", "x".repeat(256))) {
      Reply reply = INGEST.post(MESSAGES, HELLO, "Idempotency-Key", key);
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.code()).isEqualTo("invalid_header");
    }
    assertThat(INGEST.post(MESSAGES, HELLO, "Idempotency-Key", "a", "Idempotency-Key", "b").code())
        .isEqualTo("invalid_header");
  }

  @Test
  void everyFaultOfTheBodyIsTold() {
    Reply reply =
        INGEST.post(
            MESSAGES,
            "{\"role\":7,\"content\":\"  \",\"colour\":\"red\",\"a~/b\":1,\"timestamp\":\"now\","
                + "\"metadata\":[]}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/colour", "/a~0~1b", "/role", "/timestamp", "/metadata", "/content");
    assertThat(reply.json().path("errors").findValuesAsText("code"))
        .containsExactlyInAnyOrder(
            "unknown_field",
            "unknown_field",
            "invalid_field",
            "invalid_field",
            "invalid_field",
            "content_blank");
    assertThat(INGEST.log.size()).isEqualTo(2);
  }

  @Test
  void malformedJsonIsNamed() {
    for (String body :
        List.of(
            "",
            "{",
            "[]",
            "5",
            HELLO + "x",
            "{\"role\":\"user\",\"role\":\"user\"}",
            "{\"role\":\"user\",\"content\":\"\\ud800\"}",
            "{\"metadata\":" + "[".repeat(70) + "]".repeat(70) + "}",
            "{\"metadata\":{\"a\":1e10000000000}}")) {
      Reply reply = INGEST.post(MESSAGES, body);
      assertThat(reply.status()).as(body).isEqualTo(400);
      assertThat(reply.code()).as(body).isEqualTo("malformed_json");
    }
  }

  @Test
  void badIdsInThePathAreNamed() {
    Reply reply = INGEST.post("/v1/users/a%2Fb/sessions/%0A/messages", HELLO);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("invalid_id");
    assertThat(reply.json().path("errors").findValuesAsText("pointer"))
        .containsExactly("user", "session");
  }

  @Test
  void aNicknameOfIrcIsAUser() {
    String nick = "nick%7Caway%5B%60%5D";
    INGEST.post("/v1/users", "{\"user_id\":\"nick|away[`]\"}");
    INGEST.post("/v1/users/" + nick + "/sessions", "{\"session_id\":\"#ubuntu\"}");
    Reply reply = INGEST.post("/v1/users/" + nick + "/sessions/%23ubuntu/messages", HELLO);
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("Location"))
        .startsWith("/v1/users/nick%7Caway%5B%60%5D/sessions/%23ubuntu/messages/");
  }

  @Test
  void absentUsersAndSessionsAre404() {
    assertThat(INGEST.post("/v1/users/bo/sessions/s1/messages", HELLO).code())
        .isEqualTo("user_not_found");
    Reply reply = INGEST.post("/v1/users/ann/sessions/s2/messages", HELLO);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo("session_not_found");
    assertThat(reply.header("Chatlog-Position")).isNotNull();
  }

  @Test
  void respondAsyncDoesNotAsk() {
    int asked = INGEST.reads.asked().size();
    Reply reply = INGEST.post(MESSAGES, HELLO, "Prefer", "respond-async");

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.json().path("position").asText()).matches("\\d:\\d+");
    assertThat(reply.json().path("id").asText()).isNotEmpty();
    assertThat(reply.header("Chatlog-Position")).isEqualTo(reply.json().path("position").asText());
    assertThat(reply.header("Location"))
        .isEqualTo("/v1/receipts/" + reply.header("Chatlog-Position"));
    assertThat(reply.header("Preference-Applied")).isEqualTo("respond-async");
    assertThat(INGEST.reads.asked()).hasSize(asked);
  }

  @Test
  void theWaitIsTheClientsWithinBounds() {
    List<Integer> waits = new ArrayList<>();
    for (String prefer : List.of("wait=0", "wait=7", "wait=3600", "respond-async, wait=2", "x")) {
      assertThat(INGEST.post(MESSAGES, HELLO, "Prefer", prefer).status()).isEqualTo(201);
      waits.add(INGEST.reads.asked().getLast().waitMillis());
    }
    assertThat(waits).containsExactly(0, 7_000, 60_000, 2_000, 5_000);
    assertThat(INGEST.reads.asked()).noneMatch(Freshness::staleAllowed);
  }

  @Test
  void anAcceptedWriteIsNeverAnError() {
    for (ErrorCode code :
        List.of(
            ErrorCode.POSITION_NOT_REACHED,
            ErrorCode.PARTITION_UNAVAILABLE,
            ErrorCode.DEADLINE_EXCEEDED)) {
      INGEST.reads.failWith(code);
      Reply reply = INGEST.post(MESSAGES, HELLO);
      assertThat(reply.status()).isEqualTo(202);
      assertThat(reply.json().path("position").asText())
          .isEqualTo(reply.header("Chatlog-Position"));
    }
  }

  @Test
  void anUnreachableLogIs503() {
    INGEST.log.fate(w -> new Append.NotWritten(ErrorCode.LOG_UNAVAILABLE, "no broker"));
    Reply reply = INGEST.post(MESSAGES, HELLO);
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.code()).isEqualTo("log_unavailable");
    assertThat(reply.json().path("retryable").asBoolean()).isTrue();
    assertThat(reply.header("Retry-After")).isEqualTo("1");
    assertThat(reply.header("Chatlog-Position")).isNull();
  }

  @Test
  void anUnknownOutcomeNamesTheIdToRepeatWith() {
    INGEST.log.fate(w -> new Append.Unknown("no acknowledgement came in time"));
    Reply reply = INGEST.post(MESSAGES, HELLO);
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.code()).isEqualTo("outcome_unknown");
    assertThat(reply.header("Retry-After")).isEqualTo("1");
    String detail = reply.json().path("detail").asText();
    String id = detail.substring(detail.lastIndexOf(' ') + 1);

    INGEST.log.fate(w -> w);
    Reply again =
        INGEST.post(
            MESSAGES, "{\"message_id\":\"" + id + "\",\"role\":\"user\",\"content\":\"hello\"}");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Chatlog-Duplicate")).isEqualTo("true");
  }

  @Test
  void tooMuchInFlightIs429() {
    INGEST.log.fate(w -> new Append.NotWritten(ErrorCode.TOO_MANY_REQUESTS, "too much"));
    Reply reply = INGEST.post(MESSAGES, HELLO);
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void otherTypesOfBodiesAreRefused() {
    Reply reply = INGEST.post(MESSAGES, HELLO, "Content-Type", "text/plain");
    assertThat(reply.status()).isEqualTo(415);
    assertThat(INGEST.post(MESSAGES, HELLO, "Content-Encoding", "br").status()).isEqualTo(415);
  }

  @Test
  void aHundredParallelRepetitionsAreOneMessage() throws InterruptedException {
    String body = "{\"message_id\":\"same\",\"role\":\"user\",\"content\":\"x\"}";
    List<Reply> replies = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int at = 0; at < 100; at++) {
      threads.add(Thread.ofVirtual().start(() -> replies.add(INGEST.post(MESSAGES, body))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(replies).hasSize(100).allMatch(reply -> reply.status() == 201);
    assertThat(replies.stream().filter(r -> r.header("Chatlog-Duplicate") == null)).hasSize(1);
    assertThat(replies)
        .extracting(reply -> reply.json().toString())
        .containsOnly(replies.getFirst().json().toString());
  }
}
