package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.query.http.Api.Got;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.Role;
import io.chatlog.value.UserId;
import io.chatlog.view.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchRoutesTest {
  private final Api api = new Api();

  @BeforeEach
  void put() {
    for (String user : List.of("ada", "bob", "cyd", "dan", "eve")) {
      api.talk(user, "s-1");
      for (int number = 1; number <= 6; number++) {
        Role role = number % 2 == 0 ? Role.ASSISTANT : Role.USER;
        String content = number == 3 ? "sour cherry pie" : "cherry " + number + " of " + user;
        api.say(user, "s-1", user + "-" + number, role, content, number);
      }
    }
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aHitIsToldFieldByField() {
    Got got = api.get("/v1/users/ada/search?q=sour%20cherry&highlight=true&limit=1").isOk();
    JsonNode answer = got.json();
    assertThat(answer.get("items").get(0).toString())
        .isEqualTo(
            "{\"id\":\"ada-3\",\"type\":\"message\",\"user_id\":\"ada\",\"session_id\":\"s-1\","
                + "\"session_title\":\"title of s-1\",\"seq\":3,\"role\":\"user\","
                + "\"timestamp\":\"2026-01-01T00:03:00.000Z\",\"content\":\"sour cherry pie\","
                + "\"relevance_score\":1.0,\"similarity_score\":null,\"raw_score\":1.9998169,"
                + "\"highlights\":[\"<em>cherry</em>\"],\"highlight_offsets\":[],\"metadata\":{}}");
    assertThat(answer.get("total").toString()).isEqualTo("{\"value\":6,\"relation\":\"eq\"}");
    assertThat(answer.get("took_ms").isIntegralNumber()).isTrue();
    assertThat(answer.has("partitions_missing")).isFalse();
    assertThat(got.header("Chatlog-Position")).isNotEmpty();
  }

  @Test
  void aUserIsSearchedWithinFilters() {
    assertThat(hits("/v1/users/ada/search?q=cherry"))
        .hasSize(6)
        .allMatch(id -> id.startsWith("ada"));
    assertThat(hits("/v1/users/ada/search?q=cherry&role=User")).hasSize(3);
    assertThat(hits("/v1/users/ada/search?q=cherry&session_id=s-2")).isEmpty();
    assertThat(hits("/v1/users/ada/search?q=cherry&session_id=s-2&session_id=s-1")).hasSize(6);
    assertThat(hits("/v1/users/ada/search?q=cherry&channel=irc")).isEmpty();
    assertThat(hits("/v1/users/ada/search?q=cherry&since=2026-01-01T00:05:00Z")).hasSize(2);
    assertThat(hits("/v1/users/ada/search?q=sour%20cherry&min_score=0.9")).containsExactly("ada-3");
    assertThat(hits("/v1/users/ada/search?q=cherry&offset=4&limit=10&mode=text&type=message"))
        .hasSize(2);
    api.get("/v1/users/nobody/search?q=x").isProblem(404, "user_not_found");
  }

  @Test
  void aBodyAsksTheSame() {
    String body =
        """
        {"q": "sour cherry", "role": ["user"], "session_id": "s-1", "since": "2026-01-01",
         "until": "2026-01-02T00:00:00Z", "limit": 2, "min_score": 0.1, "highlight": false,
         "channel": ["web"], "mode": "text", "type": "message"}
        """;
    Got got = api.post("/v1/users/ada/search", body).isOk();
    assertThat(got.items("id")).hasSize(2).first().isEqualTo("ada-3");
    String next =
        body.replace("\"limit\": 2", "\"limit\": 2, \"cursor\": \"" + got.nextCursor() + "\"");
    assertThat(api.post("/v1/users/ada/search", next).isOk().items("id")).hasSize(1);
    assertThat(api.post("/v1/search", "{\"q\":\"sour\"}").isOk().items("id")).hasSize(5);
  }

  @Test
  void aBodyTakesTheNamesOfTheParametersForMetadata() {
    noted("m-1", "{\"team\":\"x\",\"deep\":{\"n\":1.50},\"ok\":true,\"list\":[\"p\",2]}");
    noted("m-2", "{\"team\":\"x\",\"list\":[\"p\"]}");
    assertThat(noted("\"metadata.team\":\"x\"")).containsExactlyInAnyOrder("m-1", "m-2");
    assertThat(noted("\"metadata.deep.n\":1.50")).containsExactly("m-1");
    assertThat(noted("\"metadata.deep\":{\"n\":1.50}")).containsExactly("m-1");
    assertThat(noted("\"metadata.ok\":true")).containsExactly("m-1");
    assertThat(noted("\"metadata.list\":[\"p\",2]")).containsExactly("m-1");
    assertThat(noted("\"metadata\":{\"team\":\"x\"},\"metadata.ok\":true")).containsExactly("m-1");
    assertThat(noted("\"metadata.team\":\"x\",\"metadata.ok\":false")).isEmpty();
    for (String wrong : List.of("\"metadata.\":1", "\"metadatas\":1", "\"tag.x\":1")) {
      api.post("/v1/search", "{\"q\":\"x\"," + wrong + "}").isProblem(400, "unknown_field");
    }
    api.post("/v1/search", "{\"q\":\"x\",\"metadata.a\":1,\"metadata.a\":2}")
        .isProblem(400, "malformed_json");
    StringBuilder many = new StringBuilder("{\"q\":\"x\"");
    for (int number = 0; number < 1_000; number++) {
      many.append(",\"metadata.k").append(number).append("\":0");
    }
    api.post("/v1/search", many + "}").isOk();
    api.post("/v1/search", many + ",\"metadata.more\":1}").isProblem(400, "invalid_field");
  }

  private void noted(String id, String metadata) {
    Message plain = ModelValues.message("ada", "s-1", id, Role.USER, "noted", Api.micros(9));
    api.state.put(
        new Message(
            plain.id(),
            plain.session(),
            plain.owner(),
            0,
            plain.role(),
            plain.content(),
            null,
            plain.timestampMicros(),
            plain.receivedAtMicros(),
            null,
            metadata,
            1));
  }

  private List<String> noted(String filter) {
    String body = "{\"q\":\"noted\"," + filter + "}";
    return api.post("/v1/users/ada/search", body).isOk().items("id");
  }

  @Test
  void whatABodyAsksIsWhatParametersAsk() {
    String all = "role=user&role=assistant&session_id=s-1&session_id=s-2&type=message,document";
    Got parameters =
        api.get(
                "/v1/search?q=cherry&since=P9000D&until=2026-01-01T00:05:30Z&limit=7&min_score=0.1"
                    + "&highlight=false&group_by=user&facets=role,channel&channel=web&sort=time&"
                    + all)
            .isOk();
    Got body =
        api.post(
                "/v1/search",
                """
                {"q": "cherry", "since": "P9000D", "until": "2026-01-01T00:05:30Z", "limit": 7,
                 "min_score": 0.1, "highlight": false, "group_by": "user", "facets": ["role", "channel"],
                 "channel": "web", "sort": "time", "role": ["USER", "assistant"],
                 "session_id": ["s-1", "s-2"], "type": "message,document"}
                """)
            .isOk();
    assertThat(body.json().get("items")).isEqualTo(parameters.json().get("items")).hasSize(7);
    assertThat(body.json().get("facets")).isEqualTo(parameters.json().get("facets"));
    String types = "{\"q\":\"cherry\",\"type\":[\"message\",\"document\"],\"facets\":\"role,day\"}";
    assertThat(api.post("/v1/users/ada/search", types).isOk().items("id")).hasSize(6);
  }

  @Test
  void whatABodySaysWrongIsTold() {
    api.post("/v1/search", "{}").isProblem(400, "missing_field");
    api.post("/v1/search", "{\"q\":\"x\",\"colour\":1}").isProblem(400, "unknown_field");
    api.post("/v1/search", "[1]").isProblem(400, "malformed_json");
    api.post("/v1/search", "{\"q\":\"x\",\"q\":\"y\"}").isProblem(400, "malformed_json");
    Got got = api.post("/v1/search", "{\"q\":\" \",\"limit\":0,\"since\":\"x\",\"role\":[\"z\"]}");
    got.isProblem(400, "invalid_field");
    assertThat(got.json().get("errors")).hasSize(4);
    api.post("/v1/search", "q=x", "Content-Type", "text/plain")
        .isProblem(415, "unsupported_media_type");
    for (String nothing : List.of("null", "{}", "[]", "{\"a\":null}", "[[]]")) {
      for (String name :
          List.of("\"metadata.k\":" + nothing, "\"metadata\":{\"k\":" + nothing + "}")) {
        api.post("/v1/search", "{\"q\":\"x\"," + name + "}").isProblem(400, "invalid_field");
      }
    }
    api.post("/v1/search", "{\"q\":\"cherry\",\"metadata\":{}}").isOk();
    api.post("/v1/search", "{\"q\":\"x\",\"cursor\":\"x\",\"offset\":1}")
        .isProblem(400, "invalid_field");
    api.post("/v1/search", "{\"q\":\"nobody knows\",\"mode\":\"semantic\"}")
        .isProblem(409, "embeddings_not_configured");
  }

  @Test
  void everyFaultOfTheParametersIsToldAtOnce() {
    Got got = api.get("/v1/search?q=%C2%A0%E2%80%8B&limit=0&role=x&foo=1");
    got.isProblem(400, "invalid_parameter");
    assertThat(got.json().get("errors")).hasSize(4);
  }

  @Test
  void aFaultIsToldOnce() {
    Got got = api.post("/v1/search", "{\"q\":1,\"since\":5,\"until\":\"x\"}");
    got.isProblem(400, "invalid_field");
    assertThat(got.json().get("errors")).hasSize(3);
  }

  @Test
  void aWalkOverAllUsersMeetsEachHitOnceWhileMessagesComeIn() {
    List<String> met = new ArrayList<>();
    String cursor = "";
    do {
      Got got =
          api.get(
                  "/v1/search?q=sour%20cherry&limit=4"
                      + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .isOk();
      met.addAll(got.items("id"));
      cursor = got.nextCursor();
      api.say("ada", "s-1", "noise-" + met.size(), Role.USER, "an apple", 50);
    } while (!cursor.isEmpty());
    assertThat(met).hasSize(30).doesNotHaveDuplicates();
    assertThat(met.subList(0, 5)).allMatch(id -> id.endsWith("-3"));
  }

  @Test
  void aWalkOverAUsersHitsMeetsEachOnceWhileHitsComeIn() {
    List<String> met = new ArrayList<>();
    String cursor = "";
    do {
      Got got =
          api.get(
                  "/v1/users/ada/search?q=sour%20cherry&limit=2"
                      + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .isOk();
      met.addAll(got.items("id"));
      cursor = got.nextCursor();
      // lowers every score: without the first page's statistics, all hits would lie behind again
      api.say("ada", "s-1", "sour-" + met.size(), Role.USER, "sour", 50);
    } while (!cursor.isEmpty());
    assertThat(met).doesNotHaveDuplicates().contains("ada-1", "ada-2", "ada-3", "ada-6");
  }

  @Test
  void anOffsetOverAllUsersReachesAsDeepAsOnePartitionCanBeAsked() {
    assertThat(hits("/v1/search?q=cherry&offset=28&limit=972")).hasSize(2);
    api.get("/v1/search?q=cherry&offset=28&limit=973").isProblem(400, "invalid_parameter");
    api.get("/v1/users/ada/search?q=cherry&offset=28&limit=973").isOk();
    api.get("/v1/users/ada/search?q=cherry&offset=9999&limit=2")
        .isProblem(400, "invalid_parameter");
  }

  @Test
  void aPartitionThatIsAwayIsNamedAndTheTotalIsALowerBound() {
    int away = api.state.partitionOf(new UserId("ada"));
    api.node.drop(away);
    JsonNode answer = api.get("/v1/search?q=sour").isOk().json();
    assertThat(answer.get("partitions_missing")).hasSize(1);
    assertThat(answer.get("partitions_missing").get(0).asInt()).isEqualTo(away);
    assertThat(answer.get("total").get("relation").asText()).isEqualTo("gte");
    api.get("/v1/search?q=sour", "Chatlog-Min-Position", away + ":0")
        .isProblem(503, "partition_unavailable");
  }

  @Test
  void whatIsNotThereToBeAskedIsSaid() {
    for (String path : List.of("/v1/search", "/v1/users/ada/search")) {
      api.get(path).isProblem(400, "invalid_parameter");
      api.get(path + "?q=%20").isProblem(400, "invalid_parameter");
      api.get(path + "?q=" + "x".repeat(4_097)).isProblem(400, "invalid_parameter");
      api.get(path + "?q=x&limit=%D9%A3").isProblem(400, "invalid_parameter");
      api.get(path + "?q=nobody%20knows&mode=semantic").isProblem(409, "embeddings_not_configured");
      api.get(path + "?q=nobody%20knows&mode=hybrid").isProblem(409, "embeddings_not_configured");
      api.get(path + "?q=x&mode=magic").isProblem(400, "invalid_parameter");
      api.get(path + "?q=x&type=message,video").isProblem(400, "invalid_parameter");
      api.get(path + "?q=x&group_by=role").isProblem(400, "invalid_parameter");
      api.get(path + "?q=x&min_score=1.1").isProblem(400, "invalid_parameter");
      api.get(path + "?q=x&cursor=AAAA").isProblem(400, "invalid_cursor");
    }
    String cursor = api.get("/v1/search?q=cherry&limit=1").isOk().nextCursor();
    api.get("/v1/search?q=apple&cursor=" + cursor).isProblem(400, "invalid_cursor");
    api.get("/v1/users/ada/search?q=cherry&cursor=" + cursor).isProblem(400, "invalid_cursor");
  }

  @Test
  void aQueryIsCountedInUnicodeCharacters() {
    String rocket = "\uD83D\uDE80";
    for (String path : List.of("/v1/search", "/v1/users/ada/search")) {
      String longest = "{\"q\":\"" + rocket.repeat(4_096) + "\"}";
      api.post(path, longest).isOk();
      api.post(path, longest.replace("\"}", "x\"}")).isProblem(400, "invalid_field");
      String tag = "?q=x&tag=" + Api.encoded(rocket.repeat(200));
      api.get(path + tag).isOk();
      api.get(path + tag + "x").isProblem(400, "invalid_parameter");
    }
  }

  @Test
  void malformedSyntaxIsNoFault() {
    for (String text : List.of("\"", "+", "-", "*", "~", "((", "a AND", "foo:bar", "\\")) {
      api.get("/v1/search?q=" + Api.encoded(text)).isOk();
    }
  }

  private List<String> hits(String path) {
    return api.get(path).isOk().items("id");
  }
}
