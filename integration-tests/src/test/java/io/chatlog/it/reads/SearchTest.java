package io.chatlog.it.reads;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.WithStandalone;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The query language, filters, scores and pages of full-text search. */
@WithStandalone
class SearchTest {
  private static final String USER = Names.unique("search");
  private static final String OTHER = Names.unique("search");
  private static final int MANY = 120;

  private final ChatlogClient client;

  SearchTest(ChatlogClient client) {
    this.client = client;
  }

  @BeforeAll
  static void post(ChatlogClient client) {
    List<JsonNode> items = new ArrayList<>();
    items.add(item(USER, "a", "1", "user", "The analytical engine weaves algebraic patterns"));
    items.add(item(USER, "a", "2", "assistant", "An engine that is analytical, but no pattern"));
    items.add(item(USER, "a", "3", "user", "Engines were running; the kernel paniced"));
    items.add(item(USER, "b", "4", "user", "<script>alert('engine')</script> & more"));
    items.add(item(USER, "b", "5", "tool", "東京は日本の首都です"));
    items.add(item(USER, "b", "6", "user", "Die Straße nach München, NAÏVE café"));
    items.add(
        item(USER, "b", "7", "system", "see http://example.org/path?x=1 or /etc/fstab v2.6.24"));
    items.add(item(OTHER, "a", "1", "user", "another user's analytical engine"));
    IntStream.range(0, MANY)
        .mapToObj(n -> item(USER, "many", "n" + n, "user", "plenty " + "word ".repeat(n % 7) + n))
        .forEach(items::add);
    client.load(items);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "analytical patterns | 1 2",
        "\"analytical engine\" | 1",
        "+engine +analytical | 1 2",
        "engine -analytical | 3 4",
        "+analytical -\"analytical engine\" | 2",
        "algeb* | 1",
        "kernal~ | 3",
        "RUN | 3",
        "東京 | 5",
        "日本 | 5",
        "münchen | 6",
        "fstab | 7",
        "xyzzyplugh | ''"
      })
  void theQueryLanguage(String query, String ids) {
    JsonNode page = client.search(USER, query);
    Set<String> wanted = ids.isBlank() ? Set.of() : Set.of(ids.trim().split(" "));
    assertThat(Set.copyOf(ids(page))).as(page.toString()).isEqualTo(wanted);
    assertThat(page.get("total").get("value").asInt()).isEqualTo(wanted.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"", "\"unclosed phrase", "+", "-", "*", "~", "()", "a OR OR", "[x TO", "content:x", "\\",
        "+-+-", "a~~~", "\"\"", "**", "^2", "AND", "!!", "{}", "/regex", "engine\"", "-engine"
      })
  void malformedSyntaxIsSearchedAsWords(String query) {
    client.send(Call.get(Paths.user(USER) + "/search").query("q", query)).expect(200);
    client.send(Call.get("/v1/search").query("q", query)).expect(200);
  }

  @Test
  void filtersNarrow() {
    Call engines = Call.get(Paths.user(USER) + "/search").query("q", "engine");
    assertThat(found(engines)).containsExactlyInAnyOrder("1", "2", "3", "4");
    assertThat(found(engines.query("session_id", "b"))).containsExactly("4");
    assertThat(found(engines.query("session_id", "a").query("session_id", "b"))).hasSize(4);
    assertThat(found(engines.query("role", "assistant"))).containsExactly("2");
    assertThat(found(engines.query("channel", "channel-a"))).hasSize(3);
    assertThat(found(engines.query("source", "source-b"))).containsExactly("4");
    assertThat(found(engines.query("since", "2024-01-02T00:00:00Z"))).containsExactly("4");
    assertThat(found(engines.query("until", "2024-01-02T00:00:00Z"))).hasSize(3);
    assertThat(found(engines.query("session_id", "nowhere"))).isEmpty();
  }

  @Test
  void aUserSeesNoOtherUsersMessages() {
    JsonNode page = client.search(OTHER, "analytical engine");
    assertThat(page.get("items")).hasSize(1);
    assertThat(page.get("items").get(0).get("user_id").asText()).isEqualTo(OTHER);
    client
        .send(Call.get(Paths.user(Names.unique("nobody")) + "/search").query("q", "engine"))
        .expectProblem(404, "user_not_found");
  }

  @Test
  void everybodyIsSearchedAcrossUsers() {
    Call all = Call.get("/v1/search").query("q", "\"analytical engine\"").query("limit", 1_000);
    List<JsonNode> items = client.send(all).expect(200).items();
    assertThat(items).extracting(item -> item.get("user_id").asText()).contains(USER, OTHER);
    Call body =
        Call.post("/v1/search")
            .asRead()
            .json(Json.object("q", "\"analytical engine\"", "limit", 1_000));
    assertThat(client.send(body).expect(200).items()).isEqualTo(items);
  }

  @Test
  void aHitHasEveryField() {
    JsonNode hit =
        client
            .send(
                Call.get(Paths.user(USER) + "/search")
                    .query("q", "algebraic")
                    .query("highlight", true))
            .expect(200)
            .items()
            .getFirst();
    assertThat(hit.get("type").asText()).isEqualTo("message");
    assertThat(hit.get("session_title").asText()).isEqualTo("Title of a");
    assertThat(hit.get("seq").asLong()).isEqualTo(1);
    assertThat(hit.get("role").asText()).isEqualTo("user");
    assertThat(hit.get("timestamp").asText()).isEqualTo("2024-01-01T00:00:00.000Z");
    assertThat(hit.get("content").asText()).startsWith("The analytical engine");
    assertThat(hit.get("metadata").get("n").asText()).isEqualTo("1");
    assertThat(hit.get("raw_score").asDouble()).isPositive();
    assertThat(hit.get("highlights").get(0).asText()).contains("<em>algebraic</em>");
  }

  @Test
  void highlightsAreEscaped() {
    JsonNode hit =
        client
            .send(
                Call.get(Paths.user(USER) + "/search").query("q", "alert").query("highlight", true))
            .expect(200)
            .items()
            .getFirst();
    String highlight = hit.get("highlights").get(0).asText();
    assertThat(highlight).contains("<em>alert</em>").contains("&lt;script&gt;").contains("&amp;");
    assertThat(highlight.replace("<em>", "").replace("</em>", "")).doesNotContain("<", ">");
    assertThat(hit.get("content").asText()).startsWith("<script>");
  }

  @Test
  void scoresAreOfZeroToOneAndFall() {
    List<JsonNode> items = walk("plenty word", 1_000);
    double last = 1;
    double lastRaw = Double.MAX_VALUE;
    for (JsonNode item : items) {
      assertThat(item.get("relevance_score").asDouble()).isBetween(0.0, last);
      assertThat(item.get("raw_score").asDouble()).isLessThanOrEqualTo(lastRaw);
      last = item.get("relevance_score").asDouble();
      lastRaw = item.get("raw_score").asDouble();
    }
    double median = items.get(items.size() / 2).get("relevance_score").asDouble();
    Call bounded =
        Call.get(Paths.user(USER) + "/search")
            .query("q", "plenty word")
            .query("limit", 1_000)
            .query("min_score", median);
    assertThat(client.send(bounded).expect(200).items())
        .isNotEmpty()
        .allSatisfy(
            item ->
                assertThat(item.get("relevance_score").asDouble()).isGreaterThanOrEqualTo(median));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50})
  void pagesMakeTheWhole(int limit) {
    List<String> whole = walk("plenty word", 1_000).stream().map(SearchTest::key).toList();
    assertThat(whole).hasSize(MANY).doesNotHaveDuplicates();
    if (limit > 1) {
      assertThat(walk("plenty word", limit).stream().map(SearchTest::key).toList())
          .isEqualTo(whole);
    }
    Call offset = Call.get(Paths.user(USER) + "/search").query("q", "plenty word");
    assertThat(
            client
                .send(offset.query("limit", limit).query("offset", 13))
                .expect(200)
                .items()
                .stream()
                .map(SearchTest::key))
        .isEqualTo(whole.subList(13, 13 + limit));
  }

  private List<JsonNode> walk(String query, int limit) {
    return client.walk(
        Call.get(Paths.user(USER) + "/search").query("q", query).query("limit", limit));
  }

  private static String key(JsonNode hit) {
    return hit.get("session_id").asText() + " " + hit.get("id").asText();
  }

  private List<String> found(Call call) {
    return ids(client.send(call).expect(200).json());
  }

  private static List<String> ids(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.get("items").forEach(item -> ids.add(item.get("id").asText()));
    return ids;
  }

  private static JsonNode item(
      String user, String session, String id, String role, String content) {
    return Json.object(
        "user_id",
        user,
        "session_id",
        session,
        "session_title",
        "Title of " + session,
        "channel",
        "channel-" + session,
        "source",
        "source-" + session,
        "message_id",
        id,
        "role",
        role,
        "content",
        content,
        "timestamp",
        "2024-01-0" + (session.equals("a") ? 1 : 2) + "T00:00:00Z",
        "metadata",
        Json.object("n", id));
  }
}
