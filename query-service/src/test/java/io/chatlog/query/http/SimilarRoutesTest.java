package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.query.http.Api.Got;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.Embedding;
import io.chatlog.value.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimilarRoutesTest {
  private static final List<String> USERS = List.of("ada", "bob", "cyd", "dan", "eve");
  private final Api api = new Api();

  /** Of each user, message n of 6 points n sixths of a quarter of the way from x to y. */
  @BeforeEach
  void put() {
    for (String user : USERS) {
      api.talk(user, "s-1");
      for (int number = 1; number <= 6; number++) {
        say(user, number, number == 3 ? "sour cherry" : "cherry " + number);
      }
      api.say(user, "s-1", user + "-none", Role.USER, "cherry without a vector", 9);
    }
  }

  private void say(String user, int number, String content) {
    api.say(user, "s-1", user + "-" + number, Role.USER, content, number);
    double angle = Math.PI / 2 * number / 6;
    api.state.embed(
        ModelValues.message(user, "s-1", user + "-" + number, Role.USER, content, 0),
        Embedding.of(new float[] {(float) Math.cos(angle), (float) Math.sin(angle), 0}));
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void whatIsLikeAVectorIsFoundDownToAThreshold() {
    String path = "/v1/users/ada/search:similar";
    Got got = api.post(path, "{\"embedding\":[2,0,0]}").isOk();
    assertThat(got.items("id")).containsExactly("ada-1", "ada-2", "ada-3");
    JsonNode first = got.json().get("items").get(0);
    assertThat(first.get("similarity_score").asText()).isEqualTo("0.965926");
    assertThat(first.get("raw_score").asText()).isEqualTo("0.965926");
    assertThat(first.get("relevance_score").asDouble()).isBetween(0.98, 0.99);
    assertThat(first.get("highlights")).isEmpty();
    assertThat(got.json().get("total").get("value").asInt()).isEqualTo(3);
    assertThat(api.post(path, "{\"embedding\":[1,0,0],\"similarity_threshold\":0.5}").items("id"))
        .containsExactly("ada-1", "ada-2", "ada-3", "ada-4");
    assertThat(
            api.post(path, "{\"embedding\":[-1,0,0],\"similarity_threshold\":-1,\"limit\":2}")
                .items("similarity_score"))
        .containsExactly("0.0", "-0.258819");
    assertThat(api.post(path, "{\"embedding\":[1,0,0],\"session_id\":\"s-2\"}").items("id"))
        .isEmpty();
    assertThat(api.post(path, "{\"query\":\"a\",\"similarity_threshold\":0}").items("id"))
        .hasSize(6);
    assertThat(api.post("/v1/users/nobody/search:similar", "{\"embedding\":[1,0,0]}").status())
        .isEqualTo(404);
  }

  @Test
  void aWalkMeetsEachHitOnceWhileMessagesComeIn() {
    for (String path : List.of("/v1/users/ada/search:similar", "/v1/search")) {
      String mode = path.endsWith("similar") ? "" : "\"mode\":\"semantic\",";
      String body = "{" + mode + "\"embedding\":[1,0,0],\"similarity_threshold\":-1,\"limit\":4%s}";
      List<String> met = walk(path, body, 6 * (path.endsWith("similar") ? 1 : USERS.size()));
      assertThat(met).doesNotHaveDuplicates();
    }
  }

  @Test
  void bothRankingsAreFused() {
    String body = "{\"q\":\"sour cherry\",\"mode\":\"hybrid\",\"embedding\":[0,1,0]%s}";
    Got got = api.post("/v1/users/ada/search", body.formatted("")).isOk();
    // by text 3 is the first of all; by vector 6 is, and the sixth by text
    assertThat(got.items("id")).hasSize(7).first().isEqualTo("ada-3");
    assertThat(got.items("id").getLast()).isEqualTo("ada-none");
    JsonNode first = got.json().get("items").get(0);
    assertThat(first.get("raw_score").floatValue()).isEqualTo((float) (1 / 61.0 + 1 / 64.0));
    assertThat(first.get("similarity_score").asText()).isEqualTo("0.707107");
    assertThat(first.get("highlights")).isNotEmpty();
    assertThat(got.json().get("items").get(6).get("similarity_score").isNull()).isTrue();
    assertThat(got.json().get("total").toString()).isEqualTo("{\"value\":7,\"relation\":\"eq\"}");
    Got near = api.post("/v1/users/ada/search", body.formatted(",\"similarity_threshold\":0.99"));
    assertThat(near.json().get("items").get(0).get("similarity_score").asText()).isEqualTo("1.0");
    assertThat(api.post("/v1/users/ada/search", body.formatted(",\"min_score\":0.97")).items("id"))
        .containsExactly("ada-3");
    assertThat(api.post("/v1/search", body.formatted(",\"group_by\":\"user\"")).items("user_id"))
        .containsExactlyInAnyOrderElementsOf(USERS);
    assertThat(
            api.post("/v1/search", body.formatted(",\"group_by\":\"session\""))
                .items("group_count"))
        .hasSize(5)
        .containsOnly("7");
    walk(
        "/v1/search",
        "{\"q\":\"sour cherry\",\"mode\":\"hybrid\",\"embedding\":[0,1,0],\"limit\":4%s}",
        35);
  }

  private List<String> walk(String path, String body, int many) {
    List<String> met = new ArrayList<>();
    String cursor = "";
    do {
      Got got =
          api.post(path, body.formatted(cursor.isEmpty() ? "" : ",\"cursor\":\"" + cursor + "\""))
              .isOk();
      met.addAll(got.items("id"));
      cursor = got.nextCursor();
      String user = USERS.get(met.size() % USERS.size());
      say(user, 6 + met.size(), "sour cherry");
    } while (!cursor.isEmpty());
    List<String> old = met.stream().filter(id -> id.matches("[a-z]+-([1-6]|none)")).toList();
    assertThat(old).doesNotHaveDuplicates().hasSize(many);
    return met;
  }

  @Test
  void aCursorGoesOnWithTheRequestThatGaveIt() {
    String user = "/v1/users/ada/search";
    String vector = "\"embedding\":[1,0,0],\"similarity_threshold\":-1,\"limit\":2%s}";
    String similar = "{" + vector;
    String semantic = "{\"mode\":\"semantic\"," + vector;
    String hybrid = "{\"mode\":\"hybrid\",\"q\":\"cherry\"," + vector;
    record Asked(String path, String body) {}
    List<Asked> all =
        List.of(
            new Asked(user + ":similar", similar),
            new Asked(user, semantic),
            new Asked(user, hybrid),
            new Asked("/v1/search", semantic),
            new Asked("/v1/search", hybrid));
    for (Asked one : all) {
      String cursor = api.post(one.path(), one.body().formatted("")).isOk().nextCursor();
      String rest = ",\"cursor\":\"" + cursor + "\"";
      for (Asked other : all) {
        Got got = api.post(other.path(), other.body().formatted(rest));
        if (other.equals(one)) {
          got.isOk();
        } else {
          got.isProblem(400, "invalid_cursor");
        }
      }
    }
  }

  @Test
  void aVectorOfAnotherLengthIsRefused() {
    for (String vector : List.of("[1,2]", "[1,2,3,4]")) {
      for (String path : List.of("/v1/search", "/v1/users/ada/search")) {
        Got got = api.post(path, "{\"mode\":\"semantic\",\"embedding\":%s}".formatted(vector));
        got.isProblem(422, "embedding_mismatch");
        assertThat(got.json().get("detail").asText()).contains("3", vector.length() / 2 + "");
      }
      api.post("/v1/users/ada/search:similar", "{\"embedding\":%s}".formatted(vector))
          .isProblem(422, "embedding_mismatch");
    }
  }

  @Test
  void whatIsNotThereToBeAskedIsSaid() {
    String path = "/v1/users/ada/search:similar";
    api.post(path, "{}").isProblem(400, "missing_field");
    api.post(path, "{\"query\":\"x\",\"embedding\":[1,0,0]}").isProblem(400, "invalid_field");
    api.post(path, "{\"query\":\" \"}").isProblem(400, "invalid_field");
    api.post(path, "{\"query\":\"%s\"}".formatted("x".repeat(4_097)))
        .isProblem(400, "invalid_field");
    api.post(path, "{\"query\":\"%s\"}".formatted("\uD83D\uDE80".repeat(4_097)))
        .isProblem(400, "invalid_field");
    api.post(path, "{\"query\":\"nobody knows\"}").isProblem(409, "embeddings_not_configured");
    api.post(path, "{\"query\":\"x\",\"q\":1}").isProblem(400, "unknown_field");
    for (String wrong : List.of("[]", "[0,0,0]", "[1e39,0,0]", "[\"1\",0,0]", "\"x\"")) {
      api.post(path, "{\"embedding\":%s}".formatted(wrong)).isProblem(400, "invalid_field");
    }
    for (String wrong :
        List.of(
            "\"similarity_threshold\":1.1",
            "\"similarity_threshold\":-1.1",
            "\"limit\":0",
            "\"limit\":1001",
            "\"session_id\":\"a b\"")) {
      api.post(path, "{\"embedding\":[1,0,0],%s}".formatted(wrong)).isProblem(400, "invalid_field");
    }
    api.post(path, "{\"embedding\":[1,0,0],\"cursor\":\"AA\"}").isProblem(400, "invalid_cursor");
    String search = "/v1/users/ada/search";
    for (String wrong :
        List.of(
            "\"mode\":\"text\",\"q\":\"x\",\"embedding\":[1,0,0]",
            "\"q\":\"x\",\"similarity_threshold\":0.5",
            "\"mode\":\"hybrid\",\"q\":\"x\",\"facets\":[\"role\"]",
            "\"mode\":\"hybrid\",\"q\":\"x\",\"sort\":\"time\"",
            "\"mode\":\"Semantic\",\"q\":\"x\"")) {
      api.post(search, "{%s}".formatted(wrong)).isProblem(400, "invalid_field");
    }
    api.post(search, "{\"mode\":\"hybrid\",\"embedding\":[1,0,0]}").isProblem(400, "missing_field");
    api.post(search, "{\"mode\":\"semantic\"}").isProblem(400, "missing_field");
    api.get(search + "?q=x&similarity_threshold=0.5").isProblem(400, "invalid_parameter");
    assertThat(
            api.get(search + "?q=x&mode=semantic&similarity_threshold=0.5".toLowerCase(Locale.ROOT))
                .status())
        .isEqualTo(200);
    String cursor =
        api.post(search, "{\"mode\":\"semantic\",\"embedding\":[1,0,0],\"limit\":1}").nextCursor();
    for (String other : List.of("\"embedding\":[1,0,1]", "\"embedding\":[1,0,0],\"q\":\"x\"")) {
      api.post(search, "{\"mode\":\"semantic\",%s,\"cursor\":\"%s\"}".formatted(other, cursor))
          .isProblem(400, "invalid_cursor");
    }
  }
}
