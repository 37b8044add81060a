package io.chatlog.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.ClaimEmail;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.ingest.http.IngestHarness.Reply;
import io.chatlog.ingest.publish.Append;
import io.chatlog.value.EmailIds;
import io.chatlog.value.UserId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One address, one user. */
class EmailRoutesTest {
  private static final IngestHarness INGEST = new IngestHarness();

  @BeforeEach
  void clear() {
    INGEST.clear();
  }

  @AfterAll
  static void close() {
    INGEST.close();
  }

  private static Reply create(String user, String email) {
    return INGEST.post("/v1/users", "{\"user_id\":\"" + user + "\",\"email\":\"" + email + "\"}");
  }

  private static void assertTaken(Reply reply) {
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.code()).isEqualTo("email_taken");
  }

  private static Event event(String owner, Payload payload) {
    return new Event(
        UUID.randomUUID().toString(),
        new UserId(owner),
        null,
        EventAvro.micros(INGEST.clock.instant()),
        null,
        payload);
  }

  @Test
  void theSecondUserOfAnAddressIsRefusedInAnyLetterCaseAndLeavesNothing() {
    assertThat(create("ann", "Ann@x.org").status()).isEqualTo(201);
    assertTaken(create("bob", "ann@X.ORG"));
    assertThat(INGEST.patch("/v1/users/bob", "{}").status()).isEqualTo(404);
    assertThat(((CreateUser) INGEST.lastEvent("ann").payload()).email()).isEqualTo("Ann@x.org");
  }

  @Test
  void aRepeatedCreateIsAnsweredAsAtFirst() {
    create("ann", "ann@x.org");
    Reply again = create("ann", "ann@x.org");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Chatlog-Duplicate")).isEqualTo("true");
    assertTaken(create("bob", "ann@x.org"));
  }

  @Test
  void anAddressIsFreeAtOnceAfterItsUserIsDeletedOrHasAnother() {
    create("ann", "ann@x.org");
    assertThat(INGEST.delete("/v1/users/ann").status()).isEqualTo(204);
    assertThat(create("bob", "ann@x.org").status()).isEqualTo(201);
    assertThat(INGEST.patch("/v1/users/bob", "{\"email\":\"bob@x.org\"}").status()).isEqualTo(200);
    assertThat(create("cid", "ann@x.org").status()).isEqualTo(201);
    assertThat(INGEST.patch("/v1/users/cid", "{\"email\":null}").status()).isEqualTo(200);
    assertThat(create("ann", "ann@x.org").status()).isEqualTo(201);
    assertTaken(create("dan", "bob@x.org"));
  }

  @Test
  void aRefusedWriteLeavesItsAddressFree() {
    create("ann", "ann@x.org");
    Reply exists = create("ann", "other@x.org");
    assertThat(exists.code()).isEqualTo("user_exists");
    Reply stale = INGEST.patch("/v1/users/ann", "{\"email\":\"third@x.org\"}", "If-Match", "\"9\"");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(INGEST.patch("/v1/users/nobody", "{\"email\":\"fourth@x.org\"}").status())
        .isEqualTo(404);
    assertThat(create("bob", "other@x.org").status()).isEqualTo(201);
    assertThat(create("cid", "third@x.org").status()).isEqualTo(201);
    assertThat(create("dan", "fourth@x.org").status()).isEqualTo(201);
    assertTaken(create("eve", "ann@x.org"));
  }

  @Test
  void aPatchToTheAddressOfAnotherIsRefused() {
    create("ann", "ann@x.org");
    create("bob", "bob@x.org");
    assertTaken(INGEST.patch("/v1/users/bob", "{\"email\":\"ann@x.org\"}"));
    assertTaken(create("cid", "bob@x.org"));
    assertThat(INGEST.patch("/v1/users/bob", "{\"email\":\"BOB@x.org\"}").status()).isEqualTo(200);
  }

  @Test
  void aClaimThatNobodyUsesIsTakenOverAfterTheGraceAndItsLateEventRefused() {
    String email = EmailIds.of("ann@x.org").value();
    long claim = INGEST.append(event(email, new ClaimEmail(new UserId("ann"), null)));
    INGEST.clock.advance(Duration.ofSeconds(29));
    assertTaken(create("bob", "ann@x.org"));
    INGEST.clock.advance(Duration.ofSeconds(2));
    assertThat(create("bob", "ann@x.org").status()).isEqualTo(201);

    INGEST.append(
        event("ann", new CreateUser(null, null, "ann@x.org", null, null, null, claim, null)));
    assertThat(INGEST.patch("/v1/users/ann", "{}").status()).isEqualTo(404);
    assertTaken(create("ann", "ann@x.org"));
  }

  @Test
  void anOldClaimThatIsUsedIsLeftAlone() {
    create("ann", "ann@x.org");
    INGEST.clock.advance(Duration.ofDays(1));
    int before = INGEST.log.size();
    assertTaken(create("bob", "ann@x.org"));
    assertThat(INGEST.log.size()).isEqualTo(before + 1);
  }

  @Test
  void itemsOfABatchAreIsolated() {
    create("ann", "ann@x.org");
    Reply reply =
        INGEST.post(
            "/v1/users:batch",
            "[{\"user_id\":\"b1\",\"email\":\"b@x.org\"},"
                + "{\"user_id\":\"b2\",\"email\":\"B@x.org\"},"
                + "{\"user_id\":\"b3\",\"email\":\"ann@x.org\"},"
                + "{\"user_id\":\"ann\",\"email\":\"c@x.org\"},"
                + "{\"user_id\":\"b4\"}]");
    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.item(0).path("status").asInt()).isEqualTo(201);
    assertThat(reply.item(1).path("code").asText()).isEqualTo("email_taken");
    assertThat(reply.item(2).path("code").asText()).isEqualTo("email_taken");
    assertThat(reply.item(3).path("code").asText()).isEqualTo("user_exists");
    assertThat(reply.item(4).path("status").asInt()).isEqualTo(201);
    assertThat(create("cid", "c@x.org").status()).isEqualTo(201);
    assertTaken(create("dan", "b@x.org"));
  }

  @Test
  void whatTheLogDoesIsAnsweredAsForOtherWrites() {
    INGEST.log.fate(_ -> new Append.NotWritten(ErrorCode.LOG_UNAVAILABLE, "away"));
    assertThat(create("ann", "ann@x.org").code()).isEqualTo("log_unavailable");
    INGEST.log.fate(_ -> new Append.Unknown("late"));
    assertThat(create("ann", "ann@x.org").code()).isEqualTo("outcome_unknown");
    INGEST.log.fate(append -> append);
    assertThat(create("ann", "ann@x.org").status()).isEqualTo(201);
  }

  @Test
  void aWriteThatIsNotWaitedForHasItsAddressAllTheSame() {
    Reply reply =
        INGEST.post(
            "/v1/users",
            "{\"user_id\":\"ann\",\"email\":\"ann@x.org\"}",
            "Prefer",
            "respond-async");
    assertThat(reply.status()).isEqualTo(202);
    assertTaken(
        INGEST.post(
            "/v1/users",
            "{\"user_id\":\"bob\",\"email\":\"ann@x.org\"}",
            "Prefer",
            "respond-async"));
  }

  @Test
  void noUserHasTheIdOfAnAddress() {
    String id = EmailIds.of("a@b").value();
    assertThat(INGEST.post("/v1/users", "{\"user_id\":\"" + id + "\"}").json().toString())
        .contains("invalid_id");
    Reply message =
        INGEST.post(
            "/v1/messages:batch?create_missing=true",
            "[{\"user_id\":\""
                + id
                + "\",\"session_id\":\"s\",\"role\":\"user\",\"content\":\"x\"}]");
    assertThat(message.item(0).path("code").asText()).isEqualTo("invalid_id");
  }
}
