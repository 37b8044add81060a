package io.chatlog.it.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Paths;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Holds the search index to what is stored. */
final class IndexCheck {
  private static final int TOKENS_OF_QUERY = 50;

  private static final int EXACT_TOTAL_MAX = 10_000;

  private final ChatlogClient client;

  IndexCheck(ChatlogClient client) {
    this.client = client;
  }

  /** Every message is found by its own word, and there are as many in the index as in the store. */
  void check(Map<SessionKey, List<Draft>> stored) {
    Map<String, Integer> ofUser = new TreeMap<>();
    stored.forEach(
        (session, drafts) -> {
          ofUser.merge(session.user(), drafts.size(), Integer::sum);
          for (int from = 0; from < drafts.size(); from += TOKENS_OF_QUERY) {
            found(session, drafts.subList(from, Math.min(drafts.size(), from + TOKENS_OF_QUERY)));
          }
          assertThat(total(Call.get(search(session.user())).query("session_id", session.session())))
              .as("messages of " + session + " in the index")
              .isEqualTo(drafts.size());
        });
    ofUser.forEach(
        (user, messages) -> {
          if (messages <= EXACT_TOTAL_MAX) { // beyond, a total is a lower bound
            assertThat(total(Call.get(search(user))))
                .as("messages of " + user + " in the index")
                .isEqualTo(messages.longValue());
          }
        });
  }

  /** One query for several words, each of which one message has. */
  private void found(SessionKey session, List<Draft> drafts) {
    String words = String.join(" ", drafts.stream().map(Draft::token).toList());
    JsonNode page =
        client
            .send(Call.get(search(session.user())).query("q", words).query("limit", 1_000))
            .expect(200)
            .json();
    Set<String> found = new HashSet<>();
    for (JsonNode hit : page.get("items")) {
      assertThat(hit.get("user_id").asText()).isEqualTo(session.user());
      assertThat(found.add(hit.get("session_id").asText() + " " + hit.get("id").asText()))
          .as("found once: " + hit)
          .isTrue();
    }
    Set<String> wanted = new HashSet<>();
    drafts.forEach(draft -> wanted.add(session.session() + " " + draft.messageId()));
    assertThat(found).as("found by their own words").isEqualTo(wanted);
  }

  private long total(Call search) {
    JsonNode total =
        client
            .send(search.query("q", Drafts.COMMON).query("limit", 1))
            .expect(200)
            .json()
            .get("total");
    assertThat(total.get("relation").asText()).as("relation of " + total).isEqualTo("eq");
    return total.get("value").asLong();
  }

  private static String search(String user) {
    return Paths.user(user) + "/search";
  }
}
