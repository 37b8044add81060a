package io.chatlog.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.WithStandalone;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Walks over search results while messages are edited between their pages. */
@WithStandalone
class SearchWalksTest {
  private static final int MESSAGES = 40;
  private static final int LIMIT = 8;
  private static final String WORD = "quagga";

  private final ChatlogClient client;
  private final String user = Names.unique("walks");

  SearchWalksTest(ChatlogClient client) {
    this.client = client;
  }

  /** Messages of lengths of their own: the later the longer, and the less they are worth. */
  private void talk(String word) {
    client.createUser(user);
    List<JsonNode> messages = new ArrayList<>();
    for (int number = 0; number < MESSAGES; number++) {
      messages.add(
          Json.object(
              "user_id", user,
              "session_id", "s" + number % 10,
              "message_id", "m" + number,
              "role", "user",
              "content", word + " and more".repeat(number)));
    }
    client
        .send(Call.post("/v1/messages:batch").query("create_missing", true).lines(messages))
        .expect(200);
  }

  private void edit(JsonNode hit, String content) {
    String session = hit.get("session_id").asText();
    client
        .send(
            Call.patch(Paths.message(user, session, hit.get("id").asText()))
                .json(Json.object("content", content)))
        .expect(200);
  }

  private static List<String> ids(List<JsonNode> hits) {
    return hits.stream()
        .map(hit -> hit.get("session_id").asText() + "/" + hit.get("id").asText())
        .toList();
  }

  /** Walks, and has what was shown fall behind and what was not come to the front. */
  private void walk(Call search, String word) {
    List<JsonNode> ranking = client.send(search.query("limit", 1_000)).expect(200).items();
    List<String> met = new ArrayList<>();
    Reply page = client.send(search.query("limit", LIMIT)).expect(200);
    for (int pages = 1; !page.json().get("next_cursor").isNull(); pages++) {
      met.addAll(ids(page.items()));
      assertThat(pages).isLessThanOrEqualTo(ranking.size() / LIMIT + 1);
      edit(page.items().getFirst(), word + " and much more".repeat(60));
      edit(page.items().getLast(), "nothing of the kind");
      edit(ranking.getLast(), word + " " + word + " page " + pages);
      edit(ranking.get(ranking.size() - 2), "nothing of it on page " + pages);
      page =
          client
              .send(
                  search
                      .query("limit", LIMIT)
                      .query("cursor", page.json().get("next_cursor").asText()))
              .expect(200);
    }
    met.addAll(ids(page.items()));
    assertThat(met).isEqualTo(ids(ranking));
    assertThat(page.items().getLast().get("content").asText()).contains(word + " page");
  }

  @Test
  void eachHitOfOneUserIsMetOnceWhateverIsEdited() {
    talk(WORD);
    walk(Call.get("/v1/users/" + Paths.segment(user) + "/search").query("q", WORD), WORD);
  }

  @Test
  void eachHitOfAllUsersIsMetOnceWhateverIsEdited() {
    String word = "okapi" + Integer.toHexString(user.hashCode());
    talk(word);
    walk(Call.get("/v1/search").query("q", word), word);
  }

  @Test
  void eachGroupIsMetOnceWhateverIsEdited() {
    talk(WORD);
    Call groups =
        Call.get("/v1/users/" + Paths.segment(user) + "/search")
            .query("q", WORD)
            .query("group_by", "session");
    List<String> ranking = ids(client.send(groups.query("limit", 1_000)).expect(200).items());
    List<String> met = new ArrayList<>();
    Reply page = client.send(groups.query("limit", 3)).expect(200);
    while (!page.json().get("next_cursor").isNull()) {
      met.addAll(ids(page.items()));
      page.items().forEach(hit -> edit(hit, "nothing of the kind"));
      page =
          client
              .send(
                  groups.query("limit", 3).query("cursor", page.json().get("next_cursor").asText()))
              .expect(200);
    }
    met.addAll(ids(page.items()));
    assertThat(met).isEqualTo(ranking).hasSize(10);
  }
}
