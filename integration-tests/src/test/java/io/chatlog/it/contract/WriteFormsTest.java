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
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a write answers, waited for or not, and what its receipt says later. */
@WithStandalone
class WriteFormsTest {
  private static final Pattern POSITION = Pattern.compile("\\d+:\\d+");

  private final ChatlogClient client;
  private final String user = Names.unique("forms");

  WriteFormsTest(ChatlogClient client) {
    this.client = client;
  }

  @BeforeEach
  void session() {
    client.createUser(user);
    client.createSession(user, "s");
  }

  @Test
  void aWriteAnswersWhatBecameOfIt() {
    Reply reply = client.send(message("m", "hello"));
    reply.expect(201);
    assertThat(reply.position()).matches(POSITION);
    assertThat(reply.header("Location")).isEqualTo(Paths.message(user, "s", "m"));
    assertThat(reply.header("ETag")).isEqualTo("\"1\"");
    JsonNode message = reply.json();
    assertThat(message.get("message_id").asText()).isEqualTo("m");
    assertThat(message.get("session_id").asText()).isEqualTo("s");
    assertThat(message.get("user_id").asText()).isEqualTo(user);
    assertThat(message.get("seq").asLong()).isEqualTo(1);
    assertThat(message.get("role").asText()).isEqualTo("user");
    assertThat(message.get("content").asText()).isEqualTo("hello");
    assertThat(message.get("author_id").isNull()).isTrue();
    assertThat(message.get("edited_at").isNull()).isTrue();
    assertThat(message.get("metadata")).isEmpty();
    assertThat(message.get("version").asLong()).isEqualTo(1);
    assertThat(message.get("received_at").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(message.get("timestamp").asText()).isEqualTo(message.get("received_at").asText());
    assertThat(client.read(reply.header("Location"))).isEqualTo(message);
  }

  @Test
  void respondAsyncAnswersAtOnce() {
    Reply reply = client.send(message("m", "later").async()).expect(202);
    assertThat(reply.position()).matches(POSITION);
    assertThat(reply.header("Preference-Applied")).contains("respond-async");
    assertThat(reply.json().get("id").asText()).isEqualTo("m");
    assertThat(reply.json().get("position").asText()).isEqualTo(reply.position());
    JsonNode receipt =
        client.send(Call.get(receipt(reply)).notBefore(reply.position())).expect(200).json();
    assertThat(receipt.get("outcome").asText()).isEqualTo("applied");
  }

  @Test
  void waitZeroIsContentWithTheLog() {
    Reply reply = client.send(message("m", "soon").header("Prefer", "wait=0"));
    assertThat(reply.status()).isIn(201, 202);
    assertThat(reply.position()).matches(POSITION);
  }

  @Test
  void waitTogetherWithRespondAsyncWaitsFirst() {
    client.send(message("m", "both").header("Prefer", "respond-async, wait=10")).expect(201);
  }

  @Test
  void unknownPreferencesAreIgnored() {
    client
        .send(message("m", "x").header("Prefer", "handling=lenient, return=minimal, wait=never"))
        .expect(201);
  }

  @Test
  void aReceiptOfARefusedWriteSaysWhy() {
    Reply refused =
        client.send(
            Call.post(Paths.messages(user, "no-such-session"))
                .json(Json.object("role", "user", "content", "x")));
    refused.expectProblem(404, "session_not_found");
    JsonNode receipt = client.read(receipt(refused));
    assertThat(receipt.get("outcome").asText()).isEqualTo("rejected");
    assertThat(receipt.get("code").asText()).isEqualTo("session_not_found");
    assertThat(receipt.get("detail").asText()).isNotBlank();
    assertThat(receipt.get("position").asText()).isEqualTo(refused.position());
  }

  @Test
  void aRefusalThatNobodyWaitedForIsReadLater() {
    Reply async =
        client
            .send(
                Call.post(Paths.messages(Names.unique("nobody"), "s"))
                    .json(Json.object("role", "user", "content", "x"))
                    .async())
            .expect(202);
    JsonNode receipt =
        client.send(Call.get(receipt(async)).notBefore(async.position())).expect(200).json();
    assertThat(receipt.get("outcome").asText()).isEqualTo("rejected");
    assertThat(receipt.get("code").asText()).isEqualTo("user_not_found");
  }

  @Test
  void aPositionThatNoWriteHasIsNotFound() {
    Reply written = client.send(message("m", "x")).expect(201);
    String partition = written.position().split(":")[0];
    Reply beyond = client.send(Call.get("/v1/receipts/" + partition + ":999999999"));
    assertThat(beyond.expect(404).code()).isEqualTo("receipt_not_found");
    for (int number = 0; number < 20; number++) {
      Reply acknowledged =
          client.send(message("a" + number, "x").header("Prefer", "respond-async")).expect(202);
      client.send(Call.get(receipt(acknowledged))).expect(200);
    }
  }

  @Test
  void aReadThatWaitsForWhatNeverComesSaysSo() {
    Reply written = client.send(message("m", "x")).expect(201);
    String partition = written.position().split(":")[0];
    Reply read =
        client.send(
            Call.get(Paths.user(user))
                .header("Chatlog-Min-Position", partition + ":999999999")
                .header("Chatlog-Wait-Ms", "100"));
    read.expectProblem(503, "position_not_reached");
    assertThat(read.json().get("retryable").asBoolean()).isTrue();
    assertThat(read.header("Retry-After")).isNotBlank();
  }

  @Test
  void positionsOfOneUserGrow() {
    long last = -1;
    for (int message = 0; message < 20; message++) {
      Reply reply = client.send(message("m" + message, "x")).expect(201);
      long offset = Long.parseLong(reply.position().split(":")[1]);
      assertThat(offset).isGreaterThan(last);
      last = offset;
    }
  }

  @Test
  void aClientsTimeAndAuthorAreKept() {
    JsonNode body =
        Json.object(
            "message_id", "m",
            "role", "ASSISTANT",
            "content", "x",
            "author_id", "bot-7",
            "timestamp", "2001-02-03T04:05:06.789+01:00");
    JsonNode message = client.post(user, "s", body).json();
    assertThat(message.get("role").asText()).isEqualTo("assistant");
    assertThat(message.get("author_id").asText()).isEqualTo("bot-7");
    assertThat(message.get("timestamp").asText()).isEqualTo("2001-02-03T03:05:06.789Z");
  }

  private Call message(String id, String content) {
    return Call.post(Paths.messages(user, "s"))
        .json(Json.object("message_id", id, "role", "user", "content", content));
  }

  private static String receipt(Reply reply) {
    return "/v1/receipts/" + reply.position();
  }
}
