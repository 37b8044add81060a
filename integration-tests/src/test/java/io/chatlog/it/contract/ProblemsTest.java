package io.chatlog.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.RawHttp;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.WithStandalone;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every refusal has the one shape of RFC 9457, those of the HTTP server itself included. */
@WithStandalone
class ProblemsTest {
  private final Standalone standalone;
  private final ChatlogClient client;

  ProblemsTest(Standalone standalone, ChatlogClient client) {
    this.standalone = standalone;
    this.client = client;
  }

  @Test
  void aProblemHasEveryField() {
    Reply reply = client.send(Call.get("/v1/users/" + Names.unique("nobody")));
    reply.expectProblem(404, "user_not_found");
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    JsonNode problem = reply.json();
    assertThat(problem.get("type").asText()).isNotBlank();
    assertThat(problem.get("title").asText()).isNotBlank();
    assertThat(problem.get("detail").asText()).isNotBlank();
    assertThat(problem.get("status").asInt()).isEqualTo(404);
    assertThat(problem.get("retryable").asBoolean()).isFalse();
    assertThat(problem.get("request_id").asText())
        .isNotBlank()
        .isEqualTo(reply.header("X-Request-Id"));
  }

  @Test
  void everyFaultIsNamed() {
    JsonNode body =
        Json.object("role", "robot", "content", "  ", "colour", "red", "timestamp", "yesterday");
    Reply reply = client.send(Call.post("/v1/users/u/sessions/s/messages").json(body)).expect(400);
    List<String> pointers = reply.json().get("errors").findValuesAsText("pointer");
    assertThat(pointers).contains("/role", "/content", "/colour", "/timestamp");
    reply
        .json()
        .get("errors")
        .forEach(
            error -> {
              assertThat(error.get("code").asText()).isNotBlank();
              assertThat(error.get("detail").asText()).isNotBlank();
            });
  }

  @Test
  void anUnknownRouteIs404() {
    client.send(Call.get("/v1/nothing")).expectProblem(404, "route_not_found");
    client.send(Call.get("/")).expectProblem(404, "route_not_found");
  }

  @Test
  void aWrongMethodIs405AndNamesTheRightOnes() {
    Reply reply = client.send(Call.of("DELETE", "/v1/stats"));
    reply.expectProblem(405, "method_not_allowed");
    assertThat(reply.header("Allow")).contains("GET");
    Reply put = client.send(Call.of("PUT", "/v1/messages:batch"));
    put.expectProblem(405, "method_not_allowed");
    assertThat(put.header("Allow")).contains("POST").doesNotContain("GET");
  }

  @Test
  void anUnknownContentTypeIs415() {
    client
        .send(Call.post("/v1/users").body("text/plain", "{}"))
        .expectProblem(415, "unsupported_media_type");
    client
        .send(Call.post("/v1/users").body("text/csv", "user_id\nx"))
        .expectProblem(415, "unsupported_media_type");
    client
        .send(Call.post("/v1/users").json(Json.object()).header("Content-Encoding", "br"))
        .expectProblem(415, "unsupported_encoding");
  }

  @Test
  void aBodyBeyondTheLimitIs413() {
    byte[] body = new byte[16 * 1024 * 1024 + 1];
    java.util.Arrays.fill(body, (byte) ' ');
    client
        .send(Call.post("/v1/users").body("application/json", body))
        .expectProblem(413, "body_too_large");
  }

  @Test
  void headersBeyondTheLimitAre431() {
    String answer =
        RawHttp.exchange(
            standalone.writes(),
            "GET /v1/stats HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Large: "
                + "a".repeat(64 * 1024)
                + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 431 ").contains("application/problem+json");
    assertThat(answer).contains("\"code\":\"headers_too_large\"");
  }

  @Test
  void whatIsNotHttpIsAProblemAsWell() {
    String answer = RawHttp.exchange(standalone.writes(), "NONSENSE\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
    assertThat(answer).contains("\"code\":\"malformed_request\"");
    assertThat(answer).doesNotContain("<html").doesNotContain("Exception");
  }

  @Test
  void aBadEscapeInThePathIs400() {
    for (String path : List.of("/v1/users/%zz", "/v1/users/%ff", "/v1/users/a%2Fb")) {
      String answer =
          RawHttp.exchange(
              standalone.writes(),
              "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(answer).as(path).startsWith("HTTP/1.1 400 ");
      assertThat(answer).as(path).contains("application/problem+json");
    }
  }

  @Test
  void aRequestIdIsKeptOrMade() {
    Reply given = client.send(Call.get("/v1/stats").header("X-Request-Id", "mine-42"));
    assertThat(given.header("X-Request-Id")).isEqualTo("mine-42");
    Reply made = client.send(Call.get("/v1/stats"));
    assertThat(made.header("X-Request-Id")).isNotBlank();
  }

  @Test
  void headAnswersAsGetWithoutABody() {
    String user = Names.unique("head");
    client.createUser(user);
    Reply get = client.send(Call.get("/v1/users/" + user)).expect(200);
    Reply head = client.send(Call.head("/v1/users/" + user)).expect(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
    assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
    assertThat(client.send(Call.head("/v1/users/" + Names.unique("nobody"))).status())
        .isEqualTo(404);
  }
}
