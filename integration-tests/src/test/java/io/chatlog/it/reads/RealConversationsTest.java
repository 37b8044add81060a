package io.chatlog.it.reads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.ledger.Drafts;
import io.chatlog.it.ledger.Recount;
import io.chatlog.it.ledger.SessionKey;
import io.chatlog.it.process.WithStandalone;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real conversations, loaded over HTTP: every message back as it was, and counted right. */
@WithStandalone
class RealConversationsTest {
  private static final int BATCH = 500;
  private static final List<ConversationSet> SETS = ConversationSet.small();
  private static final Map<SessionKey, List<JsonNode>> ALL = new TreeMap<>();
  private static JsonNode before = Json.object();

  private final ChatlogClient client;

  RealConversationsTest(ChatlogClient client) {
    this.client = client;
  }

  @BeforeAll
  static void load(ChatlogClient client) {
    before = client.systemStats();
    for (ConversationSet set : SETS) {
      for (int from = 0; from < set.lines().size(); from += BATCH) {
        client.load(set.lines().subList(from, Math.min(set.lines().size(), from + BATCH)));
      }
      set.bySession().forEach((key, messages) -> assertThat(ALL.put(key, messages)).isNull());
    }
  }

  static List<ConversationSet> sets() {
    return SETS;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sets")
  void everyMessageComesBackInOrderByteForByte(ConversationSet set) {
    set.bySession()
        .forEach(
            (key, written) -> {
              List<JsonNode> streamed = client.allMessages(key.user(), key.session());
              List<JsonNode> paged =
                  client.walk(
                      Call.get(Paths.messages(key.user(), key.session())).query("limit", 7));
              assertThat(paged).isEqualTo(streamed);
              assertThat(streamed).hasSameSizeAs(written);
              for (int at = 0; at < written.size(); at++) {
                same(written.get(at), streamed.get(at), at + 1);
              }
            });
  }

  private static void same(JsonNode written, JsonNode stored, long seq) {
    assertThat(stored.get("seq").asLong()).isEqualTo(seq);
    assertThat(stored.get("content").asText().getBytes(StandardCharsets.UTF_8))
        .isEqualTo(written.get("content").asText().getBytes(StandardCharsets.UTF_8));
    for (String field : List.of("message_id", "user_id", "session_id", "role")) {
      assertThat(stored.get(field)).as(field).isEqualTo(written.get(field));
    }
    assertThat(Instant.parse(stored.get("timestamp").asText()))
        .isEqualTo(Instant.parse(written.get("timestamp").asText()));
    assertThat(stored.get("metadata").toString()).isEqualTo(written.get("metadata").toString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sets")
  void sessionsAreThoseOfTheFileAndCountedRight(ConversationSet set) {
    set.bySession()
        .forEach(
            (key, written) -> {
              JsonNode session = client.read(Paths.session(key.user(), key.session()));
              JsonNode first = written.getFirst();
              assertThat(session.get("title")).isEqualTo(first.get("session_title"));
              assertThat(session.get("channel")).isEqualTo(first.get("channel"));
              assertThat(session.get("source")).isEqualTo(first.get("source"));
              assertThat(session.get("message_count").asInt()).isEqualTo(written.size());
              Recount.checkSession(client.sessionStats(key.user(), key.session()), lines(written));
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sets")
  void usersAreCountedRight(ConversationSet set) {
    set.bySession().keySet().stream()
        .map(SessionKey::user)
        .distinct()
        .forEach(
            user -> {
              List<List<Recount.Line>> sessions = new ArrayList<>();
              Map<String, Long> channels = new HashMap<>();
              ALL.forEach(
                  (key, written) -> {
                    if (key.user().equals(user)) {
                      sessions.add(lines(written));
                      channels.merge(written.getFirst().get("channel").asText(), 1L, Long::sum);
                    }
                  });
              JsonNode stats = client.userStats(user);
              Recount.checkUser(stats, sessions);
              checkActivity(stats, sessions);
              Map<String, Long> told = new HashMap<>();
              stats
                  .get("sessions_by_channel")
                  .properties()
                  .forEach(entry -> told.put(entry.getKey(), entry.getValue().asLong()));
              assertThat(told).isEqualTo(channels);
            });
  }

  private static void checkActivity(JsonNode stats, List<List<Recount.Line>> sessions) {
    List<Instant> times =
        sessions.stream().flatMap(List::stream).map(Recount.Line::timestamp).sorted().toList();
    assertThat(stats.get("first_activity").asText()).isEqualTo(Drafts.time(times.getFirst()));
    assertThat(stats.get("last_activity").asText()).isEqualTo(Drafts.time(times.getLast()));
  }

  @Test
  void theSystemIsCountedRight() {
    List<String> users = ALL.keySet().stream().map(SessionKey::user).distinct().toList();
    JsonNode after = client.systemStats();
    assertThat(grown("total_users", after)).isEqualTo(users.size());
    assertThat(grown("total_sessions", after)).isEqualTo(ALL.size());
    assertThat(grown("total_messages", after))
        .isEqualTo(ALL.values().stream().mapToLong(List::size).sum());
    assertThat(after.get("avg_messages_per_user").asDouble())
        .isCloseTo(
            after.get("total_messages").asDouble() / after.get("total_users").asDouble(),
            within(1e-9));
    assertThat(client.walk(Call.get("/v1/users").query("limit", 17)))
        .extracting(user -> user.get("user_id").asText())
        .doesNotHaveDuplicates()
        .containsAll(users)
        .hasSize(after.get("total_users").asInt());
  }

  @Test
  void loadingAgainChangesNothing() {
    long messages = client.systemStats().get("total_messages").asLong();
    client.load(SETS.getFirst().lines().subList(0, BATCH));
    assertThat(client.systemStats().get("total_messages").asLong()).isEqualTo(messages);
  }

  private static long grown(String total, JsonNode after) {
    return after.get(total).asLong() - before.get(total).asLong();
  }

  private static List<Recount.Line> lines(List<JsonNode> messages) {
    return messages.stream()
        .map(
            message ->
                new Recount.Line(
                    message.get("role").asText(),
                    message.get("content").asText(),
                    Instant.parse(message.get("timestamp").asText())))
        .toList();
  }
}
