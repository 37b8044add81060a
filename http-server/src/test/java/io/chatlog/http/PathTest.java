package io.chatlog.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.value.Ids;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which route a target reaches, and what its path parameters are. */
class PathTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            routes ->
                routes
                    .add(HttpMethod.GET, "/v1/users", "list_users", r -> said("list"))
                    .add(HttpMethod.POST, "/v1/users", "create_user", r -> said("create"))
                    .add(HttpMethod.POST, "/v1/users:batch", "create_users", r -> said("batch"))
                    .add(HttpMethod.GET, "/v1/users/{user}", "get_user", r -> said(id(r, "user")))
                    .add(
                        HttpMethod.POST,
                        "/v1/users/{user}/sessions/{session}",
                        "touch",
                        r -> said("touch " + id(r, "session")))
                    .add(
                        HttpMethod.POST,
                        "/v1/users/{user}/sessions/{session}:fork",
                        "fork",
                        r -> said("fork " + id(r, "session")))
                    .add(
                        HttpMethod.GET,
                        "/v1/users/{user}/sessions/{session}/messages",
                        "list_messages",
                        r -> said("messages " + id(r, "session")))
                    .add(
                        HttpMethod.GET,
                        "/v1/users/{user}/sessions/{session}/messages:all",
                        "all_messages",
                        r -> said("all " + id(r, "session"))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer said(String text) {
    return Answer.text(200, "text/plain;charset=utf-8", text);
  }

  private static String id(Request request, String name) {
    String id = request.path(name);
    Ids.fault(id)
        .ifPresent(
            fault -> {
              throw new ProblemException(ErrorCode.INVALID_ID, name + " " + fault);
            });
    return id;
  }

  @Test
  void aVerbIsPartOfTheRoute() {
    assertThat(server.get("/v1/users").body()).isEqualTo("list");
    assertThat(server.send("POST", "/v1/users:batch", "x").body()).isEqualTo("batch");
    assertThat(server.send("POST", "/v1/users", "x").body()).isEqualTo("create");
    assertThat(server.get("/v1/users/u/sessions/s/messages:all").body()).isEqualTo("all s");
    assertThat(server.get("/v1/users/u/sessions/s/messages").body()).isEqualTo("messages s");
    assertThat(server.send("POST", "/v1/users/u/sessions/s:fork", "x").body()).isEqualTo("fork s");
    assertThat(server.send("POST", "/v1/users/u/sessions/s", "x").body()).isEqualTo("touch s");
  }

  @Test
  void anEncodedColonIsPartOfTheId() {
    assertThat(server.send("POST", "/v1/users/u/sessions/s%3Afork", "x").body())
        .isEqualTo("touch s:fork");
    assertThat(server.send("POST", "/v1/users/u/sessions/a:b:fork", "x").body())
        .isEqualTo("fork a:b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nick|away[`]",
        "[\\]^`{|}",
        "Grüße",
        "日本語",
        "😀",
        "a+b",
        "100%25",
        "a:b",
        "a;b=c",
        "...",
        "~x",
        "a&b?c#d"
      })
  void oddIdsArrive(String id) {
    String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    var answer = server.get("/v1/users/" + encoded);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nick|away[`]", "[\\]^`{|}", "a+b", "a;b=c", "\u00c3\u00bc"})
  void oddIdsArriveUnencoded(String id) {
    String answer = server.rawGet("/v1/users/" + id);
    String expected = new String(id.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n" + expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a%2Fb",
        "%2e%2e",
        "..",
        ".",
        "..%2F..%2Fetc%2Fpasswd",
        "a%0D%0Ab",
        "a%20b",
        "%C2%85",
        "%ff",
        "%C0%AF",
        "%ED%A0%80",
        ";x%2F",
        "%09",
        "%7F",
        "%2F"
      })
  void badIdsAreToldAsBadIds(String id) {
    String answer = server.rawGet("/v1/users/" + id);
    assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"invalid_id\"");
    assertThat(answer).contains("Content-Type: application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%zz", "%4", "%u2192", "%00"})
  void whatIsNoTargetIsRefusedInTheSameShape(String id) {
    String answer = server.rawGet("/v1/users/" + id);
    assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"malformed_request\"");
    assertThat(answer).contains("Content-Type: application/problem+json");
  }

  @Test
  void anIdIsDecodedOnce() {
    assertThat(server.get("/v1/users/a%252Fb").body()).isEqualTo("a%2Fb");
  }

  @Test
  void anEmptyIdIsNoRoute() {
    for (String path : List.of("/v1/users/", "/v1/users//sessions/s/messages", "//v1/users")) {
      String answer = server.rawGet(path);
      assertThat(answer).startsWith("HTTP/1.1 404").contains("\"code\":\"route_not_found\"");
    }
  }

  @Test
  void aKnownPathNamesItsMethods() {
    var answer = server.send("DELETE", "/v1/users", b -> b);
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
    assertThat(answer.body()).contains("\"code\":\"method_not_allowed\"", "\"retryable\":false");
    assertThat(server.raw("OPTIONS /v1/users HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 405");
    assertThat(server.raw("brew /v1/users HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 405");
  }

  @Test
  void noHeaderStandsForAnotherMethod() {
    String request =
        " /v1/users HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Connection: close\r\n"
            + "X-HTTP-Method-Override: POST\r\n\r\n";
    assertThat(server.raw("GET" + request)).endsWith("\r\n\r\nlist");
    assertThat(server.raw("DELETE" + request)).startsWith("HTTP/1.1 405");
    assertThat(server.raw("get" + request)).as("methods have a case").startsWith("HTTP/1.1 405");
  }

  @Test
  void headIsAnsweredLikeGetWithoutTheBody() {
    var found = server.send("HEAD", "/v1/users/u", b -> b);
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.body()).isEmpty();
    assertThat(found.headers().firstValue("Content-Length")).as("nobody knows it").isEmpty();
    assertThat(found.headers().firstValue("Vary")).isPresent();
    assertThat(
            server.raw(
                "HEAD /v1/users/u HTTP/1.1\r\nHost: x\r\n\r\n"
                    + "HEAD /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .as("nothing but headers")
        .matches("(?s)HTTP/1.1 20\\d .*?\r\n\r\nHTTP/1.1 404 .*?\r\n\r\n");
    assertThat(server.send("HEAD", "/v1/users/a%20b", b -> b).statusCode()).isEqualTo(400);
    assertThat(server.send("HEAD", "/nowhere", b -> b).statusCode()).isEqualTo(404);
  }
}
