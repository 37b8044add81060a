package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.auth.PasswordMark;
import io.chatlog.auth.UserTokens;
import io.chatlog.query.http.Api.Got;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.PlainPassword;
import io.chatlog.value.Position;
import io.chatlog.value.UserId;
import io.chatlog.view.User;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A token for a password, and nothing for anything else. */
class AuthRoutesTest {
  private static final String PASSWORD = "correct horse";

  private final Api api = new Api();
  private PasswordHash hash;
  private Position seen;

  @BeforeEach
  void createAnn() throws Exception {
    put("ann", "Ann@x.org");
    put("bob", null);
    hash = Api.PASSWORDS.hash(new PlainPassword(PASSWORD));
    seen = api.state.putPassword(new UserId("ann"), hash);
    api.state.putClaim("ann@x.org", new UserId("ann"));
    api.state.putClaim("early@x.org", new UserId("ann"));
  }

  @AfterEach
  void close() {
    api.close();
  }

  private void put(String id, String email) {
    User plain = ModelValues.user(id);
    api.state.put(
        new User(
            plain.id(),
            plain.name(),
            plain.username(),
            email,
            plain.role(),
            plain.preferencesJson(),
            plain.metadataJson(),
            plain.createdAtMicros(),
            plain.updatedAtMicros(),
            plain.version()));
  }

  private Got login(String field, String name, String password) {
    return api.post(
        "/v1/auth/token",
        "{\"" + field + "\":\"" + name + "\",\"password\":\"" + password + "\"}",
        "Content-Type",
        "application/json");
  }

  @Test
  void aUserGetsATokenByItsIdOrItsEmail() {
    for (Got got :
        List.of(login("user_id", "ann", PASSWORD), login("email", "ANN@x.org", PASSWORD))) {
      got.isOk();
      assertThat(got.json().get("token_type").asText()).isEqualTo("Bearer");
      assertThat(got.json().get("expires_in").asInt()).isEqualTo(3_600);
      assertThat(got.json().get("user_id").asText()).isEqualTo("ann");
      UserTokens.Token token = Api.TOKENS.read(got.json().get("token").asText()).orElseThrow();
      assertThat(token.user()).isEqualTo(new UserId("ann"));
      assertThat(token.mark()).isEqualTo(PasswordMark.of(hash));
      assertThat(token.seen().offset(seen.partition()).orElseThrow())
          .isGreaterThanOrEqualTo(seen.offset());
      assertThat(got.header("Cache-Control")).isEqualTo("no-store");
    }
  }

  @Test
  void whateverIsWrongIsAnsweredAlike() {
    List<Got> refused =
        List.of(
            login("user_id", "ann", "correct horsf"),
            login("user_id", "bob", PASSWORD),
            login("user_id", "nobody", PASSWORD),
            login("email", "nobody@x.org", PASSWORD),
            login("email", "early@x.org", PASSWORD));
    for (Got got : refused) {
      got.isProblem(401, "unauthorized");
      assertThat(got.header("WWW-Authenticate")).startsWith("Bearer");
      assertThat(got.json().get("detail")).isEqualTo(refused.getFirst().json().get("detail"));
    }
  }

  @Test
  void whoTriesTooOftenWaits() {
    for (int attempt = 0; attempt < Attempts.BURST; attempt++) {
      login("user_id", "ann", "wrong password").isProblem(401, "unauthorized");
    }
    Got limited = login("email", "ann@x.org", PASSWORD);
    limited.isProblem(429, "too_many_requests");
    assertThat(limited.header("Retry-After")).isEqualTo("6");
    login("user_id", "bob", PASSWORD).isProblem(401, "unauthorized");
  }

  @Test
  void withoutASecretThereAreNoTokensAndTheAnswerSaysWhatToSet() {
    ReadLimits limits = new ReadLimits(50, 1_000, 20, 200, 500, 1_000);
    try (Api without = new Api(limits, Api.logins(false))) {
      Got got =
          without.post(
              "/v1/auth/token",
              "{\"user_id\":\"ann\",\"password\":\"correct horse\"}",
              "Content-Type",
              "application/json");
      got.isProblem(501, "not_implemented");
      assertThat(got.json().get("detail").asText()).contains("chatlog.auth.token_secret");
    }
  }

  @Test
  void aBodyMustNameOneUserAndAPassword() {
    for (String body :
        List.of(
            "{\"password\":\"correct horse\"}",
            "{\"user_id\":\"ann\",\"email\":\"a@b\",\"password\":\"correct horse\"}",
            "{\"user_id\":\"ann\"}",
            "{\"user_id\":\"a b\",\"password\":\"correct horse\"}",
            "{\"user_id\":\"ann\",\"password\":12345678}",
            "{\"user_id\":\"ann\",\"password\":\"correct horse\",\"x\":1}")) {
      Got got = api.post("/v1/auth/token", body, "Content-Type", "application/json");
      assertThat(got.status()).as(body).isEqualTo(400);
      assertThat(got.response().body()).doesNotContain("correct horse");
    }
  }
}
