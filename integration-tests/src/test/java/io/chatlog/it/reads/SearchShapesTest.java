package io.chatlog.it.reads;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.WithStandalone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters by tag and metadata, orders, groups and counts of what a search finds. */
@WithStandalone
class SearchShapesTest {
  private static final String USER = Names.unique("shapes");
  private static final String OTHER = Names.unique("shapes");
  private static final String SEARCH = Paths.user(USER) + "/search";
  private static final String WORD = "tangerine" + Names.unique("").replaceAll("\\W", "");

  private final ChatlogClient client;

  SearchShapesTest(ChatlogClient client) {
    this.client = client;
  }

  @BeforeAll
  static void post(ChatlogClient client) {
    List<JsonNode> items = new ArrayList<>();
    for (String user : List.of(USER, OTHER)) {
      for (int session = 0; session < 3; session++) {
        for (int number = 0; number <= session; number++) {
          ObjectNode item =
              (ObjectNode)
                  Json.object(
                      "user_id", user,
                      "session_id", "s" + session,
                      "message_id", "m" + session + number,
                      "role", number == 0 ? "user" : "assistant",
                      "channel", session == 0 ? "web" : "irc",
                      "content", WORD + " word".repeat(number),
                      "timestamp", "2026-0" + (session + 1) + "-1" + number + "T00:00:00Z");
          item.set(
              "metadata",
              Json.read("{\"n\":%d,\"deep\":{\"odd\":%b}}".formatted(number, number % 2 == 1)));
          items.add(item);
        }
      }
    }
    client.load(items);
    client.send(Call.of("PUT", Paths.session(USER, "s1") + "/tags/red")).expect(204);
    client.send(Call.of("PUT", Paths.session(USER, "s2") + "/tags/red")).expect(204);
    client.send(Call.of("PUT", Paths.session(USER, "s2") + "/tags/blue")).expect(204);
  }

  @Test
  void tagsAreThoseOfTheSession() {
    assertThat(ids(found("tag", "red")))
        .containsExactlyInAnyOrder("m10", "m11", "m20", "m21", "m22");
    assertThat(ids(ask(Call.get(SEARCH).query("q", WORD).query("tag", "red").query("tag", "blue"))))
        .as("all of them")
        .containsExactlyInAnyOrder("m20", "m21", "m22");
    assertThat(ids(found("tag", "green"))).isEmpty();
    client.send(Call.of("DELETE", Paths.session(USER, "s1") + "/tags/red")).expect(204);
    assertThat(ids(found("tag", "red")))
        .as("at once")
        .containsExactlyInAnyOrder("m20", "m21", "m22");
    client.send(Call.of("PUT", Paths.session(USER, "s1") + "/tags/red")).expect(204);
  }

  @Test
  void metadataIsThatOfTheMessage() {
    assertThat(ids(found("metadata.n", "1"))).containsExactlyInAnyOrder("m11", "m21");
    assertThat(ids(found("metadata.deep.odd", "true"))).containsExactlyInAnyOrder("m11", "m21");
    assertThat(ids(found("metadata.n", "9"))).isEmpty();
    Call body =
        Call.post(SEARCH)
            .asRead()
            .json(Json.read("{\"q\":\"%s\",\"metadata\":{\"n\":2}}".formatted(WORD)));
    assertThat(ids(client.send(body).expect(200).json())).containsExactly("m22");
    client
        .send(
            Call.patch(Paths.session(USER, "s2") + "/messages/m22")
                .json(Json.read("{\"metadata\":{\"n\":7}}")))
        .expect(200);
    assertThat(ids(found("metadata.n", "2"))).isEmpty();
    assertThat(ids(found("metadata.n", "7"))).containsExactly("m22");
    client
        .send(
            Call.patch(Paths.session(USER, "s2") + "/messages/m22")
                .json(Json.read("{\"metadata\":{\"n\":2}}")))
        .expect(200);
  }

  @Test
  void theNewestComesFirstWhereItIsAskedFor() {
    List<String> newest = List.of("m22", "m21", "m20", "m11", "m10", "m00");
    assertThat(ids(found("sort", "time"))).isEqualTo(newest);
    assertThat(walk(Call.get(SEARCH).query("q", WORD).query("sort", "time").query("limit", "2")))
        .isEqualTo(newest);
    List<String> all =
        walk(Call.get("/v1/search").query("q", WORD).query("sort", "time").query("limit", "5"));
    assertThat(all).hasSize(12);
    assertThat(all.get(0)).isEqualTo("m22");
    assertThat(all.get(11)).isEqualTo("m00");
  }

  @Test
  void ofAGroupTheFirstIsTold() {
    JsonNode sessions = found("group_by", "session");
    assertThat(sessions.get("items")).hasSize(3);
    assertThat(sessions.get("total").get("value").asInt()).isEqualTo(3);
    Map<String, Integer> counts = new TreeMap<>();
    sessions
        .get("items")
        .forEach(hit -> counts.put(hit.get("session_id").asText(), hit.get("group_count").asInt()));
    assertThat(counts).isEqualTo(Map.of("s0", 1, "s1", 2, "s2", 3));
    assertThat(ids(sessions)).as("the shortest is the best").contains("m00", "m10", "m20");
    assertThat(
            walk(
                Call.get(SEARCH).query("q", WORD).query("group_by", "session").query("limit", "1")))
        .hasSize(3)
        .doesNotHaveDuplicates();
    JsonNode users = ask(Call.get("/v1/search").query("q", WORD).query("group_by", "user"));
    assertThat(users.get("items").findValuesAsText("user_id"))
        .containsExactlyInAnyOrder(USER, OTHER);
    assertThat(users.get("items").get(0).get("group_count").asInt()).isEqualTo(6);
    assertThat(found("limit", "1").get("items").get(0).has("group_count")).isFalse();
  }

  @Test
  void hitsAreCountedByFacets() {
    JsonNode facets = found("facets", "role,channel,tag,day").get("facets");
    assertThat(counts(facets.get("role"))).isEqualTo(Map.of("user", 3L, "assistant", 3L));
    assertThat(counts(facets.get("channel"))).isEqualTo(Map.of("irc", 5L, "web", 1L));
    assertThat(counts(facets.get("tag"))).isEqualTo(Map.of("red", 5L, "blue", 3L));
    assertThat(facets.get("day").get(0).get("value").asText()).isEqualTo("2026-03-12");
    JsonNode all = ask(Call.get("/v1/search").query("q", WORD).query("facets", "channel"));
    assertThat(counts(all.get("facets").get("channel"))).isEqualTo(Map.of("irc", 10L, "web", 2L));
    assertThat(all.get("facets_exact").asBoolean()).isTrue();
    assertThat(found("limit", "1").has("facets")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sort=newest", "group_by=role", "facets=role,colour", "facets=", "tag="})
  void whatIsNoneOfThemIsRefused(String parameter) {
    String[] pair = parameter.split("=", -1);
    client
        .send(Call.get(SEARCH).query("q", WORD).query(pair[0], pair[1]))
        .expectProblem(400, "invalid_parameter");
  }

  @Test
  void highlightsAreThereUnlessTheyAreNotWanted() {
    assertThat(found("limit", "1").get("items").get(0).get("highlights").get(0).asText())
        .contains("<em>");
    assertThat(found("highlight", "false").get("items").get(0).get("highlights")).isEmpty();
  }

  private JsonNode found(String name, String value) {
    return ask(Call.get(SEARCH).query("q", WORD).query(name, value));
  }

  private JsonNode ask(Call call) {
    return client.send(call).expect(200).json();
  }

  private List<String> walk(Call call) {
    List<String> all = new ArrayList<>();
    client.walk(call).forEach(hit -> all.add(hit.get("id").asText()));
    return all;
  }

  private static Map<String, Long> counts(JsonNode facet) {
    Map<String, Long> counts = new TreeMap<>();
    facet.forEach(value -> counts.put(value.get("value").asText(), value.get("count").asLong()));
    return counts;
  }

  private static List<String> ids(JsonNode page) {
    return page.get("items").findValuesAsText("id");
  }
}
