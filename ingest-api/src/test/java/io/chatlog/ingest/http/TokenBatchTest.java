package io.chatlog.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.auth.AuthSettings;
import io.chatlog.auth.PasswordMark;
import io.chatlog.auth.PasswordMarks;
import io.chatlog.auth.UserTokens;
import io.chatlog.http.Access;
import io.chatlog.ingest.http.IngestHarness.Reply;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches over users, written with the token of one. */
class TokenBatchTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final PasswordMark MARK = new PasswordMark("mark");
  private static final String ANN =
      "Bearer "
          + UserTokens.of(SECRET, Duration.ofHours(1), InstantSource.system())
              .issue(new UserTokens.Token(new UserId("ann"), MARK, Positions.NONE));

  private final IngestHarness ingest =
      new IngestHarness(
          Access.of(
              new AuthSettings(SECRET, Duration.ofHours(1), false, List.of()),
              InstantSource.system(),
              (user, seen) -> new PasswordMarks.Has(MARK)));

  @BeforeEach
  void createUsers() {
    ingest.createAnn();
    ingest.post("/v1/users", "{\"user_id\":\"bob\"}");
    ingest.post("/v1/users/bob/sessions", "{\"session_id\":\"s1\"}");
  }

  @AfterEach
  void close() {
    ingest.close();
  }

  private Reply post(String path, String body, String... more) {
    String[] headers = java.util.Arrays.copyOf(more, more.length + 2);
    headers[more.length] = "Authorization";
    headers[more.length + 1] = ANN;
    return ingest.post(path, body, headers);
  }

  private static String message(String user, String content) {
    return "{\"user_id\":\"%s\",\"session_id\":\"s1\",\"message_id\":\"%s\",\"role\":\"user\",\"content\":\"%s\"}"
        .formatted(user, content, content);
  }

  private int events() {
    int events = 0;
    for (int partition = 0; partition < IngestHarness.PARTITIONS; partition++) {
      events += ingest.log.records(partition).size();
    }
    return events;
  }

  @Test
  void itsOwnMessagesAreTakenAndThoseOfAnotherAreForbiddenItems() {
    int before = events();
    Reply reply =
        post(
            "/v1/messages:batch?create_missing=true",
            String.join(
                "\n",
                message("ann", "m-0"),
                message("bob", "m-1"),
                message("nobody-yet", "m-2"),
                "{\"user_id\":\"bob\"",
                message("ann", "m-4")),
            "Content-Type",
            "application/x-ndjson");
    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.json().get("succeeded").asInt()).isEqualTo(2);
    for (int forbidden : new int[] {1, 2}) {
      assertThat(reply.item(forbidden).get("status").asInt()).isEqualTo(403);
      assertThat(reply.item(forbidden).get("code").asText()).isEqualTo("forbidden");
      assertThat(reply.item(forbidden).get("position").isNull()).isTrue();
    }
    assertThat(reply.item(3).get("code").asText()).isEqualTo("malformed_json");
    assertThat(reply.item(0).get("seq").asInt()).isEqualTo(1);
    assertThat(reply.item(4).get("seq").asInt()).isEqualTo(2);
    assertThat(events()).isEqualTo(before + 2);
  }

  @Test
  void itsOwnSessionsAreTakenAndThoseOfAnotherAreForbiddenItems() {
    int before = events();
    Reply reply =
        post(
            "/v1/sessions:batch",
            "[{\"user_id\":\"ann\",\"session_id\":\"s2\"},{\"user_id\":\"bob\",\"session_id\":\"s2\"}]");
    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.item(0).get("status").asInt()).isEqualTo(201);
    assertThat(reply.item(1).get("code").asText()).isEqualTo("forbidden");
    assertThat(events()).isEqualTo(before + 1);
  }

  @Test
  void aBatchOfOthersOnlyIsForbiddenWithABodyOfItems() {
    Reply reply = post("/v1/messages:batch", "[" + message("bob", "m-0") + "]");
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.item(0).get("code").asText()).isEqualTo("forbidden");
    assertThat(
            post("/v1/messages:batch", "[" + message("bob", "m-0") + "]", "Prefer", "respond-async")
                .status())
        .isEqualTo(403);
  }

  @Test
  void usersAreNotMadeWithAToken() {
    for (String path : List.of("/v1/users", "/v1/users:batch")) {
      Reply reply = post(path, "[{\"user_id\":\"ann\"}]");
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.code()).isEqualTo("forbidden");
    }
  }
}
