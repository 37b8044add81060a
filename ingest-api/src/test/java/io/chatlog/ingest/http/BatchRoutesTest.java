package io.chatlog.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.chatlog.error.ErrorCode;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.ingest.http.IngestHarness.Reply;
import io.chatlog.ingest.publish.Append;
import io.chatlog.value.Position;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchRoutesTest {
  private static final String BATCH = "/v1/users/ann/sessions/s1/messages:batch";
  private static final String ANYWHERE = "/v1/messages:batch";
  private static final String NDJSON = "application/x-ndjson";
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
  void anArrayIsAppendedInItsOrder() {
    Reply reply = INGEST.post(BATCH, "[" + item("a") + ", " + item("b") + "]");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.type()).isEqualTo("application/json");
    assertThat(reply.json().path("succeeded").asInt()).isEqualTo(2);
    assertThat(reply.json().path("failed").asInt()).isZero();
    assertThat(reply.json().has("created")).isFalse();
    assertThat(reply.item(0).toString())
        .isEqualTo(
            "{\"index\":0,\"id\":\"a\",\"success\":true,\"status\":201,\"code\":null,"
                + "\"error_message\":null,\"retryable\":false,\"position\":\""
                + reply.item(0).path("position").asText()
                + "\",\"seq\":1}");
    assertThat(reply.item(1).path("seq").asInt()).isEqualTo(2);
    assertThat(reply.header("Chatlog-Position")).isEqualTo(reply.item(1).path("position").asText());
    assertThat(INGEST.log.calls()).isEqualTo(3);
  }

  @Test
  void aWholeBatchMayBeRepeated() {
    String body = "[" + item("a") + "," + item("b") + "]";
    INGEST.post(BATCH, body);
    Reply again = INGEST.post(BATCH, body);

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.item(1).path("duplicate").asBoolean()).isTrue();
    assertThat(again.item(1).path("seq").asInt()).isEqualTo(2);
  }

  @Test
  void aKeyStandsForTheIdsOfABatch() {
    String body = "[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"user\",\"content\":\"x\"}]";
    Reply first = INGEST.post(BATCH, body, "Idempotency-Key", "k");
    Reply again = INGEST.post(BATCH, body, "Idempotency-Key", "k");

    assertThat(first.item(0).path("id")).isNotEqualTo(first.item(1).path("id"));
    assertThat(again.item(0).path("id")).isEqualTo(first.item(0).path("id"));
    assertThat(again.item(1).path("duplicate").asBoolean()).isTrue();
  }

  @Test
  void oneBadItemHarmsNoOther() {
    String body =
        item("a")
            + "\n\n"
            + "{\"role\":\"user\",\"content\":\"x\"\n"
            + "{\"message_id\":\"b\",\"role\":\"user\",\"content\":\" \"}\r\n"
            + "{\"role\":\"user\",\"content\":\"x\",\"metadata\":{\"a\":1,\"a\":2}}\n"
            + "7\n"
            + item("c")
            + "\n";
    Reply reply = INGEST.post(BATCH, body, "Content-Type", NDJSON);

    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.json().path("items").findValuesAsText("code"))
        .containsExactly(
            "null", "malformed_json", "content_blank", "malformed_json", "malformed_json", "null");
    assertThat(reply.item(2).path("id").asText()).isEqualTo("b");
    assertThat(reply.item(2).path("status").asInt()).isEqualTo(400);
    assertThat(reply.item(2).path("error_message").asText()).contains("/content");
    assertThat(reply.item(2).path("position").isNull()).isTrue();
    assertThat(reply.item(5).path("seq").asInt()).isEqualTo(2);
    assertThat(reply.json().path("succeeded").asInt()).isEqualTo(2);
    assertThat(reply.json().path("failed").asInt()).isEqualTo(4);
  }

  @Test
  void nothingLeaksFromOneItemIntoTheNext() {
    INGEST.post(
        BATCH,
        "[{\"message_id\":\"a\",\"role\":\"tool\",\"content\":\"x\",\"author_id\":\"bo\","
            + "\"timestamp\":\"2020-01-01T00:00:00Z\",\"metadata\":{\"k\":1},\"embedding\":[1]},"
            + "{\"message_id\":\"b\",\"role\":\"user\",\"content\":\"y\"}]");

    PostMessage second = (PostMessage) INGEST.lastEvent("ann").payload();
    assertThat(second.messageId().value()).isEqualTo("b");
    assertThat(second.authorId()).isNull();
    assertThat(second.timestampMicros()).isNull();
    assertThat(second.metadataJson()).isNull();
    assertThat(second.embedding()).isNull();
  }

  @Test
  void aBodyThatCannotBeReadIsAProblem() {
    for (String body : List.of("", "{}", "[" + item("a"), "[" + item("a") + "]x", "[1,,2]")) {
      Reply reply = INGEST.post(BATCH, body);
      assertThat(reply.status()).as(body).isEqualTo(400);
      assertThat(reply.code()).as(body).isEqualTo("malformed_json");
      assertThat(reply.type()).isEqualTo("application/problem+json");
    }
    assertThat(INGEST.post(BATCH, "[]").code()).isEqualTo("batch_empty");
    assertThat(INGEST.post(BATCH, "\n", "Content-Type", NDJSON).code()).isEqualTo("batch_empty");
    assertThat(INGEST.log.size()).isEqualTo(2);
  }

  @Test
  void aBatchHasABoundOfItems() {
    String most = items(IngestHarness.ITEMS_MAX);
    assertThat(INGEST.post(BATCH, "[" + most + "]").status()).isEqualTo(200);
    Reply reply = INGEST.post(BATCH, "[" + most + "," + item("x") + "]");
    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.code()).isEqualTo("batch_too_large");
    assertThat(INGEST.log.size()).isEqualTo(2 + IngestHarness.ITEMS_MAX);
  }

  @Test
  void allFailedAlikeHasTheirStatus() {
    Reply missing =
        INGEST.post(
            "/v1/users/bo/sessions/s/messages:batch", "[" + item("a") + "," + item("b") + "]");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.item(0).path("code").asText()).isEqualTo("user_not_found");
    assertThat(missing.item(0).path("position").asText()).matches("\\d:\\d");

    Reply blank = INGEST.post(BATCH, "[{},{\"role\":\"user\",\"content\":\"\"}]");
    assertThat(blank.status()).isEqualTo(400);
    assertThat(blank.type()).isEqualTo("application/json");
    assertThat(blank.header("Chatlog-Position")).isNull();

    INGEST.post(BATCH, "[" + item("a") + "]");
    Reply conflict =
        INGEST.post(BATCH, "[{\"message_id\":\"a\",\"role\":\"user\",\"content\":\"z\"}]");
    assertThat(conflict.status()).isEqualTo(409);

    Reply differently =
        INGEST.post(BATCH, "[{},{\"message_id\":\"a\",\"role\":\"user\",\"content\":\"z\"}]");
    assertThat(differently.status()).isEqualTo(207);
  }

  @Test
  void whenNothingWasWrittenItIs503() {
    INGEST.log.fate(w -> new Append.NotWritten(ErrorCode.LOG_UNAVAILABLE, "no broker"));
    Reply reply = INGEST.post(BATCH, "[" + item("a") + ",{}]");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).isEqualTo("1");
    assertThat(reply.item(0).path("code").asText()).isEqualTo("log_unavailable");
    assertThat(reply.item(0).path("retryable").asBoolean()).isTrue();
    assertThat(reply.item(1).path("retryable").asBoolean()).isFalse();
  }

  @Test
  void aFailureInTheMiddleIsToldItemByItem() {
    AtomicInteger next = new AtomicInteger();
    INGEST.log.fate(
        written -> next.getAndIncrement() == 1 ? new Append.Unknown("no answer") : written);
    Reply reply = INGEST.post(BATCH, "[" + item("a") + "," + item("b") + "," + item("c") + "]");

    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.item(0).path("seq").asInt()).isEqualTo(1);
    assertThat(reply.item(1).path("code").asText()).isEqualTo("outcome_unknown");
    assertThat(reply.item(1).path("retryable").asBoolean()).isTrue();
    assertThat(reply.item(1).path("status").asInt()).isEqualTo(503);
    assertThat(reply.item(2).path("seq").asInt()).isEqualTo(3);
  }

  @Test
  void tooMuchInFlightIs429() {
    String large = "x".repeat(90_000);
    String body =
        IntStream.range(0, IngestHarness.ITEMS_MAX)
            .mapToObj(at -> "{\"role\":\"user\",\"content\":\"" + large + "\"}")
            .collect(Collectors.joining(",", "[", "]"));
    Reply reply = INGEST.post(BATCH, body);

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.header("Retry-After")).isEqualTo("1");
    assertThat(reply.item(7).path("code").asText()).isEqualTo("too_many_requests");
    assertThat(INGEST.log.size()).isEqualTo(2);
  }

  @Test
  void respondAsyncAnswersWhatIsAccepted() {
    int asked = INGEST.reads.asked().size();
    Reply all = INGEST.post(BATCH, "[" + item("a") + "]", "Prefer", "respond-async");
    assertThat(all.status()).isEqualTo(202);
    assertThat(all.item(0).path("status").asInt()).isEqualTo(202);
    assertThat(all.item(0).path("success").asBoolean()).isTrue();
    assertThat(all.item(0).path("seq").isNull()).isTrue();
    assertThat(all.item(0).path("position").asText()).isEqualTo(all.header("Chatlog-Position"));
    Reply mixed = INGEST.post(BATCH, "[" + item("b") + ",{}]", "Prefer", "respond-async");
    assertThat(mixed.status()).isEqualTo(207);
    assertThat(INGEST.reads.asked()).hasSize(asked);
  }

  @Test
  void anAcceptedBatchIsNeverAnError() {
    INGEST.reads.failWith(ErrorCode.POSITION_NOT_REACHED);
    Reply reply = INGEST.post(BATCH, "[" + item("a") + "]");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.item(0).path("success").asBoolean()).isTrue();
  }

  @Test
  void theFireHoseCreatesWhatIsMissing() {
    String body =
        IntStream.range(0, 20)
            .mapToObj(
                at ->
                    "{\"user_id\":\"u"
                        + at % 7
                        + "\",\"session_id\":\"s\",\"session_title\":\"T\","
                        + "\"channel\":\"irc\",\"source\":\"x\",\"message_id\":\"m"
                        + at
                        + "\","
                        + "\"role\":\"user\",\"content\":\"c\"}")
            .collect(Collectors.joining("\n"));
    Reply refused = INGEST.post(ANYWHERE, body, "Content-Type", NDJSON);
    assertThat(refused.status()).isEqualTo(404);

    Reply created = INGEST.post(ANYWHERE + "?create_missing=true", body, "Content-Type", NDJSON);
    assertThat(created.status()).isEqualTo(200);
    assertThat(created.item(14).path("seq").asInt()).isEqualTo(3);
    List<Position> positions =
        java.util.Arrays.stream(created.header("Chatlog-Position").split(","))
            .map(text -> Position.parse(text).orElseThrow())
            .toList();
    assertThat(positions).hasSize(IngestHarness.PARTITIONS);
    Reply again = INGEST.post(ANYWHERE + "?create_missing=false", body, "Content-Type", NDJSON);
    assertThat(again.item(3).path("duplicate").asBoolean()).isTrue();
  }

  @Test
  void theFireHoseNeedsAddresses() {
    Reply reply = INGEST.post(ANYWHERE, "[" + item("a") + ",{\"user_id\":\"a b\"}]");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.item(0).path("code").asText()).isEqualTo("missing_field");
    assertThat(reply.item(1).path("error_message").asText())
        .contains("/user_id", "/session_id", "/role", "/content");
    Reply parameter = INGEST.post(ANYWHERE + "?create_missing=yes", "[]");
    assertThat(parameter.code()).isEqualTo("invalid_parameter");
  }

  @Test
  void compressedBodiesAreTaken() throws IOException {
    byte[] body = ("[" + items(30) + "]").getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
      gzip.write(body);
    }
    assertThat(
            INGEST.send("POST", BATCH, gzipped.toByteArray(), "Content-Encoding", "gzip").status())
        .isEqualTo(200);
    Reply zstd = INGEST.send("POST", BATCH, Zstd.compress(body), "Content-Encoding", "zstd");
    assertThat(zstd.status()).isEqualTo(200);
    assertThat(zstd.item(29).path("duplicate").asBoolean()).isTrue();
  }

  @Test
  void csvIsForUsersOnly() {
    Reply reply = INGEST.post(BATCH, "role,content\nuser,x\n", "Content-Type", "text/csv");
    assertThat(reply.status()).isEqualTo(415);
  }

  private static String item(String id) {
    return "{\"message_id\":\"" + id + "\",\"role\":\"user\",\"content\":\"text of " + id + "\"}";
  }

  private static String items(int count) {
    return IntStream.range(0, count)
        .mapToObj(at -> item("i" + at))
        .collect(Collectors.joining(","));
  }
}
