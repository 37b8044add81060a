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
import org.junit.jupiter.api.Test;

/** A password, a token for it, and what that opens, in the running system. */
@WithStandalone
class AccountsTest {
  private static final String PASSWORD = "correct horse battery";

  private final ChatlogClient client;
  private final String user = Names.unique("account");
  private final String email = user + "@example.org";

  AccountsTest(ChatlogClient client) {
    this.client = client;
  }

  private Reply login(JsonNode body) {
    return client.send(Call.post("/v1/auth/token").json(body).asRead());
  }

  private static Call with(Call call, String token) {
    return call.header("Authorization", "Bearer " + token);
  }

  @Test
  void aTokenReadsAndWritesTheDataOfItsUserOnly() {
    Reply created =
        client
            .send(
                Call.post("/v1/users")
                    .json(Json.object("user_id", user, "email", email, "password", PASSWORD))
                    .patiently())
            .expect(201);
    assertThat(created.text()).doesNotContain("password").doesNotContain("argon2");
    assertThat(client.send(Call.get(Paths.user(user))).text()).doesNotContain("argon2");
    String other = user + "-other";
    client.createUser(other);
    client.createSession(other, "s");

    String token =
        login(Json.object("email", email, "password", PASSWORD))
            .expect(200)
            .json()
            .get("token")
            .textValue();
    client.send(with(Call.get(Paths.user(user)), token)).expect(200);
    client
        .send(
            with(
                Call.post(Paths.sessions(user)).json(Json.object("session_id", "s")).patiently(),
                token))
        .expect(201);
    client
        .send(
            with(
                Call.post(Paths.messages(user, "s"))
                    .json(Json.object("role", "user", "content", "mine"))
                    .patiently(),
                token))
        .expect(201);
    client.send(with(Call.get(Paths.user(user) + "/search").query("q", "mine"), token)).expect(200);
    for (Call call :
        new Call[] {
          Call.get(Paths.user(other)),
          Call.get(Paths.messages(other, "s")),
          Call.get("/v1/users"),
          Call.get("/v1/search").query("q", "mine"),
          Call.get("/v1/stats"),
          Call.patch(Paths.user(other)).json(Json.object("name", "x")),
          Call.of("DELETE", Paths.user(other)).query("force", "true"),
          Call.post("/v1/messages:batch")
              .json(
                  Json.array(
                      Json.object(
                          "user_id", user, "session_id", "s", "role", "user", "content", "x")))
        }) {
      client.send(with(call, token)).expectProblem(403, "forbidden");
      client.send(with(call, token + "x")).expectProblem(401, "unauthorized");
    }
    client.send(Call.get(Paths.user(other))).expect(200);
  }

  @Test
  void aChangedPasswordIsTheOnlyOneAndARemovedOneIsNone() {
    client
        .send(
            Call.post("/v1/users")
                .json(Json.object("user_id", user, "password", PASSWORD))
                .patiently())
        .expect(201);
    login(Json.object("user_id", user, "password", PASSWORD)).expect(200);
    client
        .send(
            Call.patch(Paths.user(user))
                .json(Json.object("password", "another password"))
                .patiently())
        .expect(200);
    login(Json.object("user_id", user, "password", PASSWORD)).expectProblem(401, "unauthorized");
    login(Json.object("user_id", user, "password", "another password")).expect(200);
    client
        .send(
            Call.patch(Paths.user(user))
                .body("application/merge-patch+json", "{\"password\":null}")
                .patiently())
        .expect(200);
    login(Json.object("user_id", user, "password", "another password"))
        .expectProblem(401, "unauthorized");
  }
}
