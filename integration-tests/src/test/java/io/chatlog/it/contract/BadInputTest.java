package io.chatlog.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.WithStandalone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Input of every bad kind has its documented answer and leaves no trace, not even in the log. */
@WithStandalone
class BadInputTest {
  private static final String USER = Names.unique("bad-input");
  private static final String MESSAGES = Paths.messages(USER, "s");

  private final ChatlogClient client;

  BadInputTest(ChatlogClient client) {
    this.client = client;
  }

  static Stream<Arguments> messages() {
    return Stream.of(
        bad("not JSON", "role=user", "malformed_json"),
        bad("empty body", "", "malformed_json"),
        bad("an array", "[]", "malformed_json"),
        bad("a text", "\"x\"", "malformed_json"),
        bad("cut off", "{\"role\":\"user\",\"content\":\"x", "malformed_json"),
        bad("a second value", message("") + "{}", "malformed_json"),
        bad("a key twice", message(",\"role\":\"user\""), "malformed_json"),
        bad("a lone surrogate", content("\"\\ud800\""), "malformed_json"),
        bad("NaN", message(",\"metadata\":{\"n\":NaN}"), "malformed_json"),
        bad("a comment", "/* x */" + message(""), "malformed_json"),
        bad("65 levels", message(",\"metadata\":" + nested(65)), "malformed_json"),
        bad("100,000 levels", message(",\"metadata\":" + nested(100_000)), "malformed_json"),
        bad("unknown field", message(",\"colour\":\"red\""), "unknown_field"),
        bad("no role", "{\"content\":\"x\"}", "missing_field"),
        bad("no content", "{\"role\":\"user\"}", "missing_field"),
        bad("unknown role", "{\"role\":\"robot\",\"content\":\"x\"}", "invalid_field"),
        bad("role of the wrong type", "{\"role\":1,\"content\":\"x\"}", "invalid_field"),
        bad("content of the wrong type", content("7"), "invalid_field"),
        bad("empty content", content("\"\""), "content_blank"),
        bad("blank content", content("\" \\t\\n\\u3000\""), "content_blank"),
        bad("content too long", content("\"" + "x".repeat(100_001) + "\""), "content_too_long"),
        bad("metadata no object", message(",\"metadata\":[1]"), "invalid_field"),
        bad("metadata too large", message(",\"metadata\":" + large()), "metadata_too_large"),
        bad("id with a slash", message(",\"message_id\":\"a/b\""), "invalid_id"),
        bad("id with white space", message(",\"message_id\":\"a b\""), "invalid_id"),
        bad("id with a control character", message(",\"message_id\":\"a\\u0007\""), "invalid_id"),
        bad("id of two dots", message(",\"message_id\":\"..\""), "invalid_id"),
        bad("empty id", message(",\"message_id\":\"\""), "invalid_id"),
        bad("id too long", message(",\"message_id\":\"" + "x".repeat(129) + "\""), "invalid_id"),
        bad("bad author", message(",\"author_id\":\"a/b\""), "invalid_id"),
        bad("bad time", message(",\"timestamp\":\"yesterday\""), "invalid_field"),
        bad("30 February", message(",\"timestamp\":\"2024-02-30T00:00:00Z\""), "invalid_field"),
        bad("empty embedding", message(",\"embedding\":[]"), "invalid_field"),
        bad("embedding of texts", message(",\"embedding\":[\"1\"]"), "invalid_field"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void aBadMessage(String body, String code) {
    refused(Call.post(MESSAGES).body("application/json", body), code);
  }

  static Stream<Arguments> others() {
    return Stream.of(
        other("user id", user("{\"user_id\":\"a/b\"}"), "invalid_id"),
        other("e-mail", user("{\"email\":\"nobody\"}"), "invalid_field"),
        other("name of the wrong type", user("{\"name\":{}}"), "invalid_field"),
        other(
            "title too long", session("{\"title\":\"" + "x".repeat(201) + "\"}"), "invalid_field"),
        other("tag too long", session("{\"tags\":[\"" + "x".repeat(51) + "\"]}"), "invalid_field"),
        other(
            "channel too long",
            session("{\"channel\":\"" + "x".repeat(51) + "\"}"),
            "invalid_field"),
        other("unknown status", session("{\"status\":\"asleep\"}"), "invalid_field"),
        other("unknown session field", session("{\"name\":\"x\"}"), "unknown_field"),
        other("unknown patch field", patch("{\"name\":\"x\"}"), "unknown_field"),
        other("patch of a fixed field", patch("{\"message_count\":7}"), "invalid_field"),
        other("patch no object", patch("[]"), "malformed_json"),
        other("If-Match", patch("{\"title\":\"x\"}").header("If-Match", "7"), "invalid_header"),
        other(
            "Idempotency-Key too long",
            user("{}").header("Idempotency-Key", "k".repeat(300)),
            "invalid_header"),
        other("limit 0", list("limit", "0"), "invalid_parameter"),
        other("limit 1001", list("limit", "1001"), "invalid_parameter"),
        other("limit abc", list("limit", "abc"), "invalid_parameter"),
        other("negative offset", list("offset", "-1"), "invalid_parameter"),
        other("unknown order", list("order", "up"), "invalid_parameter"),
        other("unknown role", list("role", "robot"), "invalid_parameter"),
        other("bad since", list("since", "soon"), "invalid_parameter"),
        other("unknown parameter", list("colour", "red"), "invalid_parameter"),
        other("made-up cursor", list("cursor", "bm9ib2R5"), "invalid_cursor"),
        other("no query", Call.get(Paths.user(USER) + "/search"), "invalid_parameter"),
        other("empty query", Call.get(Paths.user(USER) + "/search?q="), "invalid_parameter"),
        other(
            "min_score 2",
            Call.get(Paths.user(USER) + "/search?q=x&min_score=2"),
            "invalid_parameter"),
        other("bad position", Call.get("/v1/receipts/nine"), "invalid_position"),
        other(
            "bad min position",
            Call.get("/v1/stats").header("Chatlog-Min-Position", "x:1"),
            "invalid_position"),
        other("bad wait", Call.get("/v1/stats").header("Chatlog-Wait-Ms", "-1"), "invalid_header"),
        other(
            "bad consistency",
            Call.get("/v1/stats").header("Chatlog-Consistency", "perhaps"),
            "invalid_header"),
        other(
            "search body",
            Call.post("/v1/search").asRead().body("application/json", "{\"query\":\"x\"}"),
            "unknown_field"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void anotherBadRequest(Call call, String code) {
    refused(call, code);
  }

  private void refused(Call call, String code) {
    seed();
    Reply before = client.send(Call.get("/v1/stats")).expect(200);
    Reply refused = client.send(call);
    refused.expect(400);
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.json().get("retryable").asBoolean()).isFalse();
    JsonNode errors = refused.json().path("errors");
    assertThat(refused.code().equals(code) || errors.findValuesAsText("code").contains(code))
        .as(code + " is told by " + refused)
        .isTrue();
    assertThat(refused.text()).doesNotContain("Exception").doesNotContain("com.fasterxml");
    Reply after = client.send(Call.get("/v1/stats")).expect(200);
    assertThat(after.position()).as("the log").isEqualTo(before.position());
    for (String total : new String[] {"total_users", "total_sessions", "total_messages"}) {
      assertThat(after.json().get(total)).as(total).isEqualTo(before.json().get(total));
    }
  }

  private void seed() {
    Call user = Call.post("/v1/users").body("application/json", "{\"user_id\":\"" + USER + "\"}");
    client.send(user).expect(201);
    client
        .send(Call.post(Paths.sessions(USER)).body("application/json", "{\"session_id\":\"s\"}"))
        .expect(201);
  }

  private static Arguments bad(String name, String body, String code) {
    return Arguments.of(Named.of(name, body), code);
  }

  private static Arguments other(String name, Call call, String code) {
    return Arguments.of(Named.of(name, call), code);
  }

  private static String message(String more) {
    return "{\"role\":\"user\",\"content\":\"x\"" + more + "}";
  }

  private static String content(String json) {
    return "{\"role\":\"user\",\"content\":" + json + "}";
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
  }

  private static String large() {
    return "{\"a\":\"" + "x".repeat(64 * 1024) + "\"}";
  }

  private static Call user(String body) {
    return Call.post("/v1/users").body("application/json", body);
  }

  private static Call session(String body) {
    return Call.post(Paths.sessions(USER)).body("application/json", body);
  }

  private static Call patch(String body) {
    return Call.patch(Paths.session(USER, "s")).body("application/json", body);
  }

  private static Call list(String parameter, String value) {
    return Call.get(MESSAGES).query(parameter, value);
  }
}
