package io.chatlog.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.WithStandalone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code If-Match} and {@code If-None-Match}, as RFC 9110 has them. */
@WithStandalone
class PreconditionsTest {
  private static final JsonNode TITLE = Json.object("title", "changed");

  private final ChatlogClient client;
  private final String user = Names.unique("conditions");
  private final String there = Paths.session(user, "s");
  private final String absent = Paths.session(user, "t");

  PreconditionsTest(ChatlogClient client) {
    this.client = client;
  }

  @BeforeEach
  void begin() {
    client.createUser(user);
    client.createSession(user, "s");
  }

  private Reply send(String method, String path, String header, String value) {
    Call call = Call.of(method, path).header(header, value).patiently();
    return client.send(method.equals("DELETE") ? call : call.json(TITLE));
  }

  @Test
  void oneOfSeveralTagsIsEnough() {
    send("PATCH", there, "If-Match", "\"8\", \"1\"").expect(200);
    send("PATCH", there, "If-Match", "\"8\", \"1\"").expectProblem(412, "version_mismatch");
    send("PUT", there, "If-Match", "\"x\", W/\"3\", \"2\"").expect(200);
    send("DELETE", there, "If-Match", "\"1\",\"2\"").expect(204);
  }

  @Test
  void aWeakTagMatchesNothing() {
    for (String method : new String[] {"PATCH", "PUT", "DELETE"}) {
      send(method, there, "If-Match", "W/\"1\"").expectProblem(412, "version_mismatch");
    }
  }

  @Test
  void aStarAsksForOneThatIsThere() {
    send("PUT", absent, "If-Match", "*").expectProblem(412, "version_mismatch");
    for (String tag : new String[] {"\"0\"", "\"x\"", "W/\"1\"", "\"1\", \"2\""}) {
      send("PUT", absent, "If-Match", tag).expectProblem(412, "version_mismatch");
    }
    client.send(Call.get(absent)).expect(404);
    send("PATCH", absent, "If-Match", "*").expectProblem(404, "session_not_found");
    send("DELETE", absent, "If-Match", "\"1\"").expectProblem(404, "session_not_found");
    send("PUT", there, "If-Match", "*").expect(200);
    send("DELETE", there, "If-Match", "*").expect(204);
  }

  @Test
  void anExcludedVersionIsNotChanged() {
    send("PUT", there, "If-None-Match", "*").expectProblem(412, "version_mismatch");
    send("PUT", absent, "If-None-Match", "*").expect(201);
    send("PUT", there, "If-None-Match", "W/\"1\"").expectProblem(412, "version_mismatch");
    send("PATCH", there, "If-None-Match", "\"7\"").expect(200);
    send("DELETE", there, "If-None-Match", "*").expectProblem(412, "version_mismatch");
  }

  @Test
  void aUserIsErasedInTheVersionNamedOnly() {
    String path = Paths.user(user) + "?force=true";
    send("DELETE", path, "If-Match", "\"2\"").expectProblem(412, "version_mismatch");
    send("DELETE", path, "If-Match", "\"1\"").expect(204);
    send("DELETE", path, "If-Match", "\"1\"").expectProblem(404, "user_not_found");
  }

  @Test
  void whatIsNoListOfTagsIsRefused() {
    for (String value : new String[] {"1", "\"1\" \"2\"", "*, \"1\"", ","}) {
      send("PATCH", there, "If-Match", value).expectProblem(400, "invalid_header");
      send("PATCH", there, "If-None-Match", value).expectProblem(400, "invalid_header");
    }
    client
        .send(
            Call.patch(there)
                .header("If-Match", "*")
                .header("If-None-Match", "\"7\"")
                .json(TITLE)
                .patiently())
        .expectProblem(400, "invalid_header");
  }
}
