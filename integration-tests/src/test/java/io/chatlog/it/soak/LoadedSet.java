package io.chatlog.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Paths;
import io.chatlog.it.ledger.Recount;
import io.chatlog.it.ledger.SessionKey;
import io.chatlog.it.reads.ConversationSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A large set, held to the totals of its file and to samples of it. */
final class LoadedSet {
  private static final int SAMPLES = 150;

  /** Whole words: what stands beside an apostrophe is a part of one. */
  private static final Pattern WORD =
      Pattern.compile(
          "(?<![\\p{IsAlphabetic}\\d_'’])\\p{IsAlphabetic}{3,20}(?![\\p{IsAlphabetic}\\d_'’])");

  private final ChatlogClient client;
  private final Random random;
  private final Map<SessionKey, List<JsonNode>> sessions = new TreeMap<>();
  private final Map<String, List<SessionKey>> users = new TreeMap<>();
  private final List<JsonNode> messages = new ArrayList<>();

  LoadedSet(ChatlogClient client, ConversationSet set, long seed) {
    this.client = client;
    this.random = new Random(seed);
    set.bySession()
        .forEach(
            (key, written) -> {
              List<JsonNode> kept =
                  written.stream().filter(m -> !m.get("content").asText().isBlank()).toList();
              if (!kept.isEmpty()) {
                sessions.put(key, kept);
                users.computeIfAbsent(key.user(), absent -> new ArrayList<>()).add(key);
                messages.addAll(kept);
              }
            });
  }

  /** Compares totals, sampled users and sessions, the largest ones, and sampled searches. */
  void check() {
    JsonNode stats = client.systemStats();
    assertThat(stats.get("total_messages").asInt()).isEqualTo(messages.size());
    assertThat(stats.get("total_sessions").asInt()).isEqualTo(sessions.size());
    assertThat(stats.get("total_users").asInt()).isEqualTo(users.size());
    String hottest =
        users.keySet().stream().max(Comparator.comparingInt(this::messagesOf)).orElseThrow();
    System.out.printf("the hottest user has %d messages%n", messagesOf(hottest));
    checkUser(hottest);
    users.get(hottest).forEach(this::checkSession);
    sample(List.copyOf(users.keySet())).forEach(this::checkUser);
    sample(List.copyOf(sessions.keySet())).forEach(this::checkSession);
    sample(messages).forEach(this::checkFound);
  }

  private int messagesOf(String user) {
    return users.get(user).stream().mapToInt(key -> sessions.get(key).size()).sum();
  }

  private void checkUser(String user) {
    Recount.checkUser(
        client.userStats(user),
        users.get(user).stream().map(key -> lines(sessions.get(key))).toList());
  }

  private void checkSession(SessionKey key) {
    List<JsonNode> written = sessions.get(key);
    List<JsonNode> stored = client.allMessages(key.user(), key.session());
    assertThat(stored)
        .extracting(message -> message.get("content").asText())
        .isEqualTo(written.stream().map(message -> message.get("content").asText()).toList());
    Recount.checkSession(client.sessionStats(key.user(), key.session()), lines(written));
  }

  /** A message is among those that have all of its (first few) words. */
  private void checkFound(JsonNode message) {
    List<String> must = new ArrayList<>();
    Matcher words = WORD.matcher(message.get("content").asText());
    while (words.find() && must.size() < 6) {
      must.add("+" + words.group());
    }
    if (must.isEmpty()) {
      return; // nothing but signs: there is no word to search for
    }
    Call search =
        Call.get(Paths.user(message.get("user_id").asText()) + "/search")
            .query("q", String.join(" ", must))
            .query("session_id", message.get("session_id").asText())
            .query("limit", 1_000);
    assertThat(client.walk(search))
        .as("found: " + message)
        .extracting(hit -> hit.get("id").asText())
        .contains(message.get("message_id").asText());
  }

  private <T> List<T> sample(List<T> all) {
    List<T> sample = new ArrayList<>();
    for (int number = 0; number < SAMPLES; number++) {
      sample.add(all.get(random.nextInt(all.size())));
    }
    return sample;
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
