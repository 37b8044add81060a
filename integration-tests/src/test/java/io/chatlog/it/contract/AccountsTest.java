package io.chatlog.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.WithStandalone;
import io.chatlog.testkit.sse.SseReader;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A password, a token for it, and what that opens, in the running system. */
@WithStandalone
class AccountsTest {
  private static final String PASSWORD = "correct horse battery";

  private final Standalone standalone;
  private final ChatlogClient client;
  private final String user = Names.unique("account");
  private final String email = user + "@example.org";

  AccountsTest(Standalone standalone, ChatlogClient client) {
    this.standalone = standalone;
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
          Call.post("/v1/users:batch").json(Json.array(Json.object("user_id", user)))
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

  @Test
  void aTokenWritesItsOwnItemsOfABatchAndAsksForItsOwnReceipts() {
    createUser(PASSWORD);
    String other = user + "-other";
    client.createUser(other);
    String token = token(PASSWORD);
    Reply sessions =
        client.send(
            with(
                Call.post("/v1/sessions:batch")
                    .lines(List.of(session(user), session(other)))
                    .patiently(),
                token));
    assertThat(sessions.expect(207).items().get(0).get("status").asInt()).isEqualTo(201);
    assertThat(sessions.items().get(1).get("code").textValue()).isEqualTo("forbidden");
    Reply messages =
        client.send(
            with(
                Call.post("/v1/messages:batch?create_missing=true")
                    .lines(List.of(message(other, "s"), message(user, "s")))
                    .patiently(),
                token));
    assertThat(messages.expect(207).items().get(0).get("code").textValue()).isEqualTo("forbidden");
    assertThat(messages.items().get(1).get("seq").asInt()).isEqualTo(1);
    client.send(Call.get(Paths.session(other, "s"))).expectProblem(404, "session_not_found");

    Reply refused =
        client.send(with(Call.post(Paths.messages(user, "none")).json(text()).patiently(), token));
    refused.expectProblem(404, "session_not_found");
    Reply receipt =
        client.send(with(Call.get("/v1/receipts/" + refused.position()), token)).expect(200);
    assertThat(receipt.json().get("code").textValue()).isEqualTo("session_not_found");
    Reply theirs = client.send(Call.post(Paths.messages(other, "none")).json(text()).patiently());
    assertThat(client.read("/v1/receipts/" + theirs.position()).get("outcome").textValue())
        .isEqualTo("rejected");
    Reply hidden = client.send(with(Call.get("/v1/receipts/" + theirs.position()), token));
    assertThat(hidden.text()).doesNotContain("rejected", "session_not_found", other);
  }

  private static JsonNode session(String owner) {
    return Json.object("user_id", owner, "session_id", "s");
  }

  private static JsonNode message(String owner, String session) {
    return Json.object(
        "user_id", owner, "session_id", session, "role", "user", "content", "batched");
  }

  private static JsonNode text() {
    return Json.object("role", "user", "content", "to nowhere");
  }

  private void setPassword(String password) {
    client
        .send(Call.patch(Paths.user(user)).json(Json.object("password", password)).patiently())
        .expect(200);
  }

  private void createUser(String password) {
    client
        .send(
            Call.post("/v1/users")
                .json(Json.object("user_id", user, "password", password))
                .patiently())
        .expect(201);
  }

  private String token(String password) {
    return login(Json.object("user_id", user, "password", password))
        .expect(200)
        .json()
        .get("token")
        .textValue();
  }

  /** Every kind of route under the user's own path. */
  private void opensNothing(String token) {
    for (Call call :
        List.of(
            Call.get(Paths.user(user)),
            Call.head(Paths.user(user)),
            Call.get(Paths.sessions(user)),
            Call.get(Paths.user(user) + "/search").query("q", "x"),
            Call.get(Paths.user(user) + "/messages:stream"),
            Call.patch(Paths.user(user)).json(Json.object("name", "x")),
            Call.post(Paths.sessions(user)).json(Json.object("session_id", "t")).async(),
            Call.of("DELETE", Paths.user(user)).query("force", "true"))) {
      Reply reply = client.send(with(call, token));
      assertThat(reply.status()).as(call.method() + " " + call.path()).isEqualTo(401);
      assertThat(reply.header("WWW-Authenticate")).isNotEmpty();
    }
  }

  @Test
  void aTokenEndsWithThePasswordThatItWasMadeFor() {
    createUser(PASSWORD);
    String first = token(PASSWORD);
    client.send(with(Call.get(Paths.user(user)), first)).expect(200);
    setPassword("another password");
    opensNothing(first);
    String second = token("another password");
    client.send(with(Call.get(Paths.user(user)), second)).expect(200);
    setPassword("another password");
    opensNothing(second);
    String third = token("another password");
    client
        .send(with(Call.patch(Paths.user(user)).json(Json.object("name", "x")).patiently(), third))
        .expect(200);
    client.send(with(Call.get(Paths.user(user)), third)).expect(200);
    client
        .send(
            Call.patch(Paths.user(user))
                .body("application/merge-patch+json", "{\"password\":null}")
                .patiently())
        .expect(200);
    opensNothing(third);
  }

  private static JsonNode persona(String id, String name, String owner) {
    return Json.object("persona_id", id, "name", name, "owner_id", owner);
  }

  @Test
  void aTokenReadsAndWritesTheOwnPersonasAndNoOthers() {
    createUser(PASSWORD);
    String token = token(PASSWORD);
    String other = user + "-other";
    String mine = "mine-" + user;
    String theirs = "theirs-" + user;
    String nobodys = "nobodys-" + user;
    Call create = Call.post("/v1/personas").patiently();
    client.createUser(other);
    client.send(create.json(persona(theirs, "T", other))).expect(201);
    client.send(create.json(Json.object("persona_id", nobodys, "name", "N"))).expect(201);
    JsonNode untouched = client.read("/v1/personas/" + theirs);

    client.send(with(create.json(persona(mine, "M", user)), token)).expect(201);
    client.send(with(create.json(persona(mine, "M", user)), token)).expect(201);
    client.send(with(create.json(Json.object("name", "N", "owner_id", user)), token)).expect(201);
    Call own = Call.of("PUT", "/v1/personas/" + mine).patiently();
    client.send(with(own.json(persona(mine, "M2", user)), token)).expect(200);
    Call patch = Call.patch("/v1/personas/" + mine).patiently();
    client.send(with(patch.json(Json.object("name", "M3", "owner_id", user)), token)).expect(200);
    client.send(with(Call.get("/v1/personas/" + mine), token)).expect(200);
    assertThat(client.send(with(Call.get("/v1/personas"), token)).items()).hasSize(2);
    assertThat(client.send(with(Call.get("/v1/personas").query("owner_id", user), token)).items())
        .hasSize(2);

    // others': not to be seen, taken, changed, given or erased
    for (JsonNode body :
        List.of(
            persona("new-" + user, "N", other),
            Json.object("persona_id", "new-" + user, "name", "N"))) {
      client.send(with(create.json(body), token)).expectProblem(403, "forbidden");
    }
    client
        .send(with(create.json(persona(theirs, "X", user)), token))
        .expectProblem(409, "persona_exists");
    for (String id : List.of(theirs, nobodys)) {
      String path = "/v1/personas/" + id;
      client.send(with(Call.get(path), token)).expectProblem(404, "persona_not_found");
      client.send(with(Call.head(path), token)).expect(404);
      Call put = Call.of("PUT", path).patiently();
      client
          .send(with(put.json(persona(id, "X", user)), token))
          .expectProblem(409, "persona_exists");
      client.send(with(put.json(persona(id, "X", other)), token)).expectProblem(403, "forbidden");
      for (String tag : List.of("\"1\"", "\"7\"", "*")) {
        client
            .send(
                with(
                    Call.patch(path)
                        .patiently()
                        .header("If-Match", tag)
                        .json(Json.object("name", "X")),
                    token))
            .expectProblem(404, "persona_not_found");
        client
            .send(with(Call.of("DELETE", path).patiently().header("If-Match", tag), token))
            .expectProblem(404, "persona_not_found");
      }
      client
          .send(with(Call.patch(path).patiently().json(Json.object("owner_id", user)), token))
          .expectProblem(404, "persona_not_found");
    }
    client
        .send(with(Call.get("/v1/personas").query("owner_id", other), token))
        .expectProblem(403, "forbidden");
    for (String body : List.of("{\"owner_id\":null}", "{\"owner_id\":\"" + other + "\"}")) {
      client
          .send(with(patch.body("application/merge-patch+json", body), token))
          .expectProblem(403, "forbidden");
    }
    assertThat(client.read("/v1/personas/" + theirs)).isEqualTo(untouched);

    // given to somebody else by an operator: a repeated create does not show what became of it
    client.send(patch.json(Json.object("owner_id", other, "description", "secret"))).expect(200);
    Reply again = client.send(with(create.json(persona(mine, "M", user)), token));
    again.expectProblem(404, "persona_not_found");
    assertThat(again.text()).doesNotContain("secret");
    client.send(with(Call.get("/v1/panels"), token)).expectProblem(403, "forbidden");
  }

  @Test
  void whoComesAfterAnErasedUserIsNotOpenToItsToken() {
    createUser(PASSWORD);
    String token = token(PASSWORD);
    client.send(Call.of("DELETE", Paths.user(user)).query("force", "true").patiently()).expect(204);
    opensNothing(token);
    createUser(PASSWORD);
    client.createSession(user, "s");
    opensNothing(token);
    client.send(with(Call.get(Paths.session(user, "s")), token(PASSWORD))).expect(200);
  }

  @Test
  void aTailEndsWithItsTokenBeforeItTellsWhatIsNew() throws Exception {
    createUser(PASSWORD);
    client.createSession(user, "s");
    client.post(user, "s", Json.object("role", "user", "content", "mine"));
    String token = token(PASSWORD);
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> answer =
          http.send(
              HttpRequest.newBuilder(
                      standalone.reads().resolve(Paths.user(user) + "/messages:stream"))
                  .header("Authorization", "Bearer " + token)
                  .build(),
              HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      SseReader events = new SseReader(answer.body());
      assertThat(events.nextEvent().data()).contains("mine");
      setPassword("another password");
      client.post(user, "s", Json.object("role", "user", "content", "new"));
      SseReader.Block last = events.nextEvent();
      assertThat(last.event()).isEqualTo("end");
      assertThat(last.data()).contains("unauthorized").doesNotContain("new");
    }
  }
}
