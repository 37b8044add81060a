package io.chatlog.it.interop;

import io.chatlog.value.OwnerIds;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import java.util.List;

/**
 * Writes of every kind over HTTP, each with the payload that its event must hold, every field of
 * it, and the facts that must follow from it.
 */
final class WriteScript {
  private static final String JSON = "application/json";
  private static final String PATCH = "application/merge-patch+json";

  /** A legal user id, as it stands in a path and in JSON. */
  static final String ODD_USER = "nick|away[`]";

  private static final String ODD_PATH = "nick%7Caway%5B%60%5D";

  private static final String SKEPTIC = OwnerIds.of(new PersonaId("skeptic")).value();
  private static final String PRICING = OwnerIds.of(new PanelId("pricing")).value();

  private WriteScript() {}

  /**
   * One write.
   *
   * @param user whose data it touches: the owner on the log
   * @param payload the name and the fields of the event's payload as JSON
   * @param facts the kinds of facts that follow, none when the write is refused or repeated
   */
  record Step(
      String user,
      String method,
      String path,
      String contentType,
      String body,
      int status,
      String payload,
      List<String> facts) {}

  static List<Step> steps() {
    return List.of(
        post(
            "alice",
            "/v1/users",
            """
            {"user_id":"alice","name":"Alice Ünïcödé","username":"al",
             "role":"admin","preferences":{"theme":"dark","sizes":[1,2.50]},
             "metadata":{"n":1.50,"big":12345678901234567890,"deep":{"er":[null,true]}}}\
            """,
            201,
            """
            {"io.chatlog.avro.CreateUserRecord":{"name":"Alice Ünïcödé","username":"al",
             "role":"admin",
             "preferences":"{\\"theme\\":\\"dark\\",\\"sizes\\":[1,2.50]}",
             "metadata":"{\\"n\\":1.50,\\"big\\":12345678901234567890,\\"deep\\":{\\"er\\":[null,true]}}"}}\
            """,
            "UserFact"),
        post(
            ODD_USER,
            "/v1/users",
            "{\"user_id\":\"" + ODD_USER + "\"}",
            201,
            """
            {"io.chatlog.avro.CreateUserRecord":{"name":null,"username":null,"email":null,
             "role":null,"preferences":null,"metadata":null}}\
            """,
            "UserFact"),
        patch(
            "alice",
            "/v1/users/alice",
            "{\"name\":\"Alice\",\"role\":null}",
            """
            {"io.chatlog.avro.PatchUserRecord":{
             "patch":"{\\"name\\":\\"Alice\\",\\"role\\":null}","expected_version":null}}\
            """,
            "UserFact"),
        post(
            "alice",
            "/v1/users/alice/sessions",
            """
            {"session_id":"s-1","title":"漢字 and 👩🏽‍💻","channel":"phone","source":"import",
             "status":"archived","summary":"what was said","tags":["b","a"],
             "metadata":{"k":"v"},"external_id":"ext-1","embedding":[0.5,-1.25,3.0]}\
            """,
            201,
            """
            {"io.chatlog.avro.CreateSessionRecord":{"session_id":"s-1","title":"漢字 and 👩🏽‍💻",
             "channel":"phone","source":"import","status":"archived","summary":"what was said",
             "tags":["b","a"],"metadata":"{\\"k\\":\\"v\\"}","external_id":"ext-1",
             "embedding":[0.5,-1.25,3.0]}}\
            """,
            "SessionFact"),
        post(
            ODD_USER,
            "/v1/users/" + ODD_PATH + "/sessions",
            "{\"session_id\":\"s-1\"}",
            201,
            """
            {"io.chatlog.avro.CreateSessionRecord":{"session_id":"s-1","title":null,"channel":null,
             "source":null,"status":null,"summary":null,"tags":[],"metadata":null,
             "external_id":null,"embedding":null}}\
            """,
            "SessionFact"),
        patch(
            "alice",
            "/v1/users/alice/sessions/s-1",
            "{\"status\":\"active\",\"tags\":[\"c\"]}",
            """
            {"io.chatlog.avro.PatchSessionRecord":{"session_id":"s-1",
             "patch":"{\\"status\\":\\"active\\",\\"tags\\":[\\"c\\"]}","expected_version":null}}\
            """,
            "SessionFact"),
        post(
            "alice",
            "/v1/users/alice/sessions/s-1/messages",
            """
            {"message_id":"m-1","role":"ASSISTANT","content":"line 1\\nline 2 \\u0001 \\"x\\"",
             "author_id":"bot-7","timestamp":"2018-03-04T05:06:07.123456+02:00",
             "metadata":{"model":"m","cost":0.10},"embedding":[0.5,0.25]}\
            """,
            201,
            """
            {"io.chatlog.avro.PostMessageRecord":{"session_id":"s-1","message_id":"m-1",
             "role":"assistant","content":"line 1\\nline 2 \\u0001 \\"x\\"","author_id":"bot-7",
             "timestamp":1520132767123456,"metadata":"{\\"model\\":\\"m\\",\\"cost\\":0.10}",
             "embedding":[0.5,0.25],"create_missing":null}}\
            """,
            "MessageFact"),
        post(
            ODD_USER,
            "/v1/users/" + ODD_PATH + "/sessions/s-1/messages",
            "{\"message_id\":\"m-1\",\"role\":\"tool\",\"content\":\"x\"}",
            201,
            message("s-1", "m-1", "tool", "x", "null"),
            "MessageFact"),
        // Accepted once more with the same content: an event, but no second fact.
        post(
            ODD_USER,
            "/v1/users/" + ODD_PATH + "/sessions/s-1/messages",
            "{\"message_id\":\"m-1\",\"role\":\"tool\",\"content\":\"x\"}",
            201,
            message("s-1", "m-1", "tool", "x", "null")),
        // Refused: an event and a rejection, but no fact.
        post(
            ODD_USER,
            "/v1/users/" + ODD_PATH + "/sessions/s-1/messages",
            "{\"message_id\":\"m-1\",\"role\":\"tool\",\"content\":\"other\"}",
            409,
            message("s-1", "m-1", "tool", "other", "null")),
        post(
            "nobody",
            "/v1/users/nobody/sessions/s/messages",
            "{\"message_id\":\"m-1\",\"role\":\"user\",\"content\":\"lost\"}",
            404,
            message("s", "m-1", "user", "lost", "null")),
        post(
            SKEPTIC,
            "/v1/personas",
            """
            {"persona_id":"skeptic","name":"The Skeptic","description":"doubts","traits":["dry"],
             "expertise":["統計"],"communication_style":{"tone":1.50},"owner_id":"alice",
             "metadata":{"k":"v"}}\
            """,
            201,
            """
            {"io.chatlog.avro.CreatePersonaRecord":{"persona_id":"skeptic","name":"The Skeptic",
             "description":"doubts","traits":["dry"],"expertise":["統計"],
             "communication_style":"{\\"tone\\":1.50}","owner_id":"alice",
             "metadata":"{\\"k\\":\\"v\\"}"}}\
            """,
            "PersonaFact"),
        patch(
            SKEPTIC,
            "/v1/personas/skeptic",
            "{\"name\":\"Skeptic\",\"owner_id\":null}",
            """
            {"io.chatlog.avro.PatchPersonaRecord":{"persona_id":"skeptic",
             "patch":"{\\"name\\":\\"Skeptic\\",\\"owner_id\\":null}","expected_version":null}}\
            """,
            "PersonaFact"),
        post(
            PRICING,
            "/v1/panels",
            """
            {"panel_id":"pricing","title":"Pricing","type":"focus_group","personas":["skeptic"],
             "config":{"rounds":3},"metadata":{}}\
            """,
            201,
            """
            {"io.chatlog.avro.CreatePanelRecord":{"panel_id":"pricing","title":"Pricing",
             "type":"focus_group","personas":["skeptic"],"config":"{\\"rounds\\":3}",
             "metadata":"{}"}}\
            """,
            "PanelFact"),
        post(
            PRICING,
            "/v1/panels/pricing/messages",
            """
            {"message_id":"m-1","role":"assistant","content":"why?","author_id":"bot-7",
             "timestamp":"2018-03-04T05:06:07.123456+02:00","persona_id":"skeptic",
             "metadata":{"cost":0.10}}\
            """,
            201,
            """
            {"io.chatlog.avro.PostPanelMessageRecord":{"panel_id":"pricing","message_id":"m-1",
             "role":"assistant","content":"why?","author_id":"bot-7",
             "timestamp":1520132767123456,"metadata":"{\\"cost\\":0.10}","persona_id":"skeptic",
             "response_to":null}}\
            """,
            "PanelMessageFact"),
        post(
            PRICING,
            "/v1/panels/pricing/insights",
            """
            {"insight_id":"i-1","type":"summary","content":"it asks",
             "supporting_messages":["m-1"]}\
            """,
            201,
            """
            {"io.chatlog.avro.PostInsightRecord":{"panel_id":"pricing","insight_id":"i-1",
             "type":"summary","content":"it asks","supporting_messages":["m-1"]}}\
            """,
            "InsightFact"),
        post(
            "carol",
            "/v1/messages:batch?create_missing=true",
            """
            [{"user_id":"carol","session_id":"s-9","message_id":"m-9","role":"system",
              "content":"hello","session_title":"Made on the way","channel":"irc",
              "source":"log"}]\
            """,
            200,
            message(
                "s-9",
                "m-9",
                "system",
                "hello",
                "{\"session_title\":\"Made on the way\",\"channel\":\"irc\",\"source\":\"log\"}"),
            "UserFact",
            "SessionFact",
            "MessageFact"));
  }

  private static String message(
      String session, String id, String role, String content, String createMissing) {
    return """
    {"io.chatlog.avro.PostMessageRecord":{"session_id":"%s","message_id":"%s","role":"%s",
     "content":"%s","author_id":null,"timestamp":null,"metadata":null,"embedding":null,
     "create_missing":%s}}\
    """
        .formatted(session, id, role, content, createMissing);
  }

  private static Step post(
      String user, String path, String body, int status, String payload, String... facts) {
    return new Step(user, "POST", path, JSON, body, status, payload, List.of(facts));
  }

  private static Step patch(String user, String path, String body, String payload, String fact) {
    return new Step(user, "PATCH", path, PATCH, body, 200, payload, List.of(fact));
  }
}
