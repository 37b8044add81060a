package io.chatlog.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.auth.Passwords;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.ingest.http.IngestHarness.Reply;
import io.chatlog.ingest.publish.LogRecord;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.PlainPassword;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passwords go to the log as hashes, and nowhere else. */
class PasswordRoutesTest {
  private static final IngestHarness INGEST = new IngestHarness();
  private static final Passwords PASSWORDS =
      new Passwords(1, Duration.ofSeconds(5), new SecureRandom());

  @BeforeEach
  void clear() {
    INGEST.clear();
  }

  @AfterAll
  static void close() {
    INGEST.close();
  }

  private static boolean fits(String password, PasswordHash hash) throws Exception {
    return PASSWORDS.check(new PlainPassword(password), hash);
  }

  private static void assertNowhereOnTheLog(String text) {
    for (int partition = 0; partition < IngestHarness.PARTITIONS; partition++) {
      for (LogRecord record : INGEST.log.records(partition)) {
        assertThat(new String(record.value(), StandardCharsets.ISO_8859_1)).doesNotContain(text);
      }
    }
  }

  @Test
  void aPasswordIsKeptAsItsHashOnly() throws Exception {
    Reply reply =
        INGEST.post(
            "/v1/users",
            "{\"user_id\":\"ann\",\"email\":\"a@b.c\",\"password\":\"correct horse\"}");
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.response().body()).doesNotContain("password", "argon2", "correct horse");
    CreateUser created = (CreateUser) INGEST.lastEvent("ann").payload();
    assertThat(fits("correct horse", created.passwordHash())).isTrue();
    assertThat(created.toString()).doesNotContain("argon2");
    assertNowhereOnTheLog("correct horse");
  }

  @Test
  void aRepeatedCreateIsTheSameWhateverItsPassword() {
    INGEST.post("/v1/users", "{\"user_id\":\"ann\",\"password\":\"correct horse\"}");
    Reply again = INGEST.post("/v1/users", "{\"user_id\":\"ann\",\"password\":\"battery staple\"}");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Chatlog-Duplicate")).isEqualTo("true");
  }

  @Test
  void aPatchSetsOrRemovesIt() throws Exception {
    INGEST.createAnn();
    Reply set = INGEST.patch("/v1/users/ann", "{\"name\":\"A\",\"password\":\"battery staple\"}");
    assertThat(set.status()).isEqualTo(200);
    PatchUser patch = (PatchUser) INGEST.lastEvent("ann").payload();
    assertThat(patch.patchJson()).isEqualTo("{\"name\":\"A\"}");
    assertThat(fits("battery staple", patch.passwordHash())).isTrue();
    INGEST.patch("/v1/users/ann", "{\"password\":null}");
    patch = (PatchUser) INGEST.lastEvent("ann").payload();
    assertThat(patch.passwordHash()).isEqualTo(PasswordHash.REMOVED);
    INGEST.patch("/v1/users/ann", "{\"name\":\"B\"}");
    patch = (PatchUser) INGEST.lastEvent("ann").payload();
    assertThat(patch.passwordHash()).isNull();
    assertNowhereOnTheLog("battery staple");
  }

  @Test
  void oneThatIsTooShortOrNoTextIsRefusedWithoutShowingIt() {
    for (String password : new String[] {"\"short\"", "12345678", "\"" + "x".repeat(1025) + "\""}) {
      Reply create =
          INGEST.post("/v1/users", "{\"user_id\":\"ann\",\"password\":" + password + "}");
      assertThat(create.status()).isEqualTo(400);
      assertThat(create.json().path("errors").path(0).path("pointer").asText())
          .isEqualTo("/password");
      Reply patch = INGEST.patch("/v1/users/ann", "{\"password\":" + password + "}");
      assertThat(patch.status()).isEqualTo(400);
      assertThat(create.response().body() + patch.response().body())
          .doesNotContain(password.replace("\"", ""));
    }
    assertThat(INGEST.log.size()).isZero();
  }

  @Test
  void aBatchSetsThemToo() throws Exception {
    Reply reply =
        INGEST.send(
            "POST",
            "/v1/users:batch",
            "user_id,password\nann,correct horse\nbob,short\ncid,\n"
                .getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "text/csv");
    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.item(1).path("code").asText()).isEqualTo("invalid_field");
    CreateUser created = (CreateUser) INGEST.lastEvent("ann").payload();
    assertThat(fits("correct horse", created.passwordHash())).isTrue();
    assertThat(((CreateUser) INGEST.lastEvent("cid").payload()).passwordHash()).isNull();
  }
}
