package io.chatlog.it.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * One client that changes what it wrote, in sessions that nobody else writes to: posts, edits,
 * deletes messages and sessions, hides and restores sessions, forks them. It keeps its own record
 * of what must be there, and sends again what has no certain outcome. Confined to one thread;
 * checked when that has ended.
 */
final class Changer implements Runnable {
  private static final long BACKOFF_NANOS = 50_000_000;
  private static final long PACE_NANOS = 30_000_000;
  private static final int SESSIONS = 4;
  private static final int FORKS_MAX = 20;
  private static final String WORD = "changerword";

  private final String user;
  private final WriterPlan plan;
  private final ChatlogClient client;
  private final Ledger ledger;
  private final Random random;

  /** Contents by message id, in the order of the session. */
  private final Map<String, Map<String, String>> sessions = new TreeMap<>();

  private int number;

  Changer(String user, WriterPlan plan, ChatlogClient client, Ledger ledger) {
    this.user = user;
    this.plan = plan;
    this.client = client;
    this.ledger = ledger;
    this.random = new Random(plan.seed() * 41 + user.hashCode());
  }

  @Override
  public void run() {
    try {
      while (!plan.isOver()) {
        step();
        LockSupport.parkNanos(PACE_NANOS);
      }
    } catch (RuntimeException e) {
      ledger.surprise("changer " + user + " ended with " + e);
    }
  }

  private void step() {
    String session = "c" + random.nextInt(SESSIONS);
    Map<String, String> messages = sessions.get(session);
    if (messages == null) {
      if (sent(Call.of("PUT", Paths.session(user, session)), Set.of(200, 201))) {
        sessions.put(session, new LinkedHashMap<>());
      }
      return;
    }
    int dice = random.nextInt(20);
    if (dice < 11 || messages.isEmpty()) {
      post(session, messages);
    } else if (dice < 14) {
      edit(session, messages);
    } else if (dice < 17) {
      delete(session, messages);
    } else if (dice < 18) {
      hideAndRestore(session);
    } else if (dice < 19 && sessions.size() < FORKS_MAX) {
      fork(session, messages);
    } else if (sent(Call.of("DELETE", Paths.session(user, session)), Set.of(204, 404))) {
      sessions.remove(session);
    }
  }

  private void post(String session, Map<String, String> messages) {
    String id = "m" + number++;
    String content = WORD + " " + id;
    JsonNode message =
        Json.object(
            "message_id", id, "role", number % 2 == 0 ? "user" : "assistant", "content", content);
    if (sent(Call.post(Paths.messages(user, session)).json(message), Set.of(201))) {
      messages.put(id, content);
    }
  }

  private void edit(String session, Map<String, String> messages) {
    String id = any(messages);
    String content = WORD + " edited " + number++;
    Call edit = Call.patch(Paths.message(user, session, id)).json(Json.object("content", content));
    if (sent(edit, Set.of(200))) {
      messages.put(id, content);
    }
  }

  private void delete(String session, Map<String, String> messages) {
    String id = any(messages);
    // the repetition of a deletion that was applied finds nothing
    if (sent(Call.of("DELETE", Paths.message(user, session, id)), Set.of(204, 404))) {
      messages.remove(id);
    }
  }

  private void hideAndRestore(String session) {
    Call change = Call.patch(Paths.session(user, session));
    sent(change.json(Json.object("status", "deleted")), Set.of(200));
    sent(change.json(Json.object("status", "active")), Set.of(200));
  }

  private void fork(String session, Map<String, String> messages) {
    String fork = "f" + number++;
    Call call = Call.post(Paths.session(user, session) + ":fork");
    if (sent(call.json(Json.object("session_id", fork)), Set.of(201))) {
      sessions.put(fork, new LinkedHashMap<>(messages));
    }
  }

  private String any(Map<String, String> messages) {
    return new ArrayList<>(messages.keySet()).get(random.nextInt(messages.size()));
  }

  /** Sends a request until its outcome is certain; false when there is no time left for that. */
  private boolean sent(Call call, Set<Integer> good) {
    while (!plan.isPastRetrying()) {
      Optional<Reply> reply = answer(call);
      if (reply.isPresent() && (good.contains(reply.get().status()) || isAccepted(reply.get()))) {
        return true;
      }
      if (reply.isPresent() && reply.get().status() != 503 && reply.get().status() != 429) {
        ledger.surprise("a good change: " + reply.get());
        return false;
      }
      ledger.retried();
      LockSupport.parkNanos(BACKOFF_NANOS);
    }
    ledger.surprise("a change has no outcome in time: " + call);
    return false;
  }

  /** It is on the log, before whatever this client sends next. */
  private static boolean isAccepted(Reply reply) {
    return reply.status() == 202;
  }

  private Optional<Reply> answer(Call call) {
    try {
      return Optional.of(client.attempt(call));
    } catch (IOException brokenOff) {
      return Optional.empty();
    }
  }

  int sessions() {
    return sessions.size();
  }

  int messages() {
    return sessions.values().stream().mapToInt(Map::size).sum();
  }

  /** Holds the system to this client's record. */
  void check() {
    int total = 0;
    for (Map.Entry<String, Map<String, String>> session : sessions.entrySet()) {
      List<JsonNode> stored = client.allMessages(user, session.getKey());
      Map<String, String> found = new LinkedHashMap<>();
      long seq = 0;
      for (JsonNode message : stored) {
        found.put(message.get("message_id").asText(), message.get("content").asText());
        assertThat(message.get("seq").asLong()).isGreaterThan(seq);
        seq = message.get("seq").asLong();
      }
      assertThat(List.copyOf(found.entrySet()))
          .as("messages of " + user + " in " + session.getKey())
          .isEqualTo(List.copyOf(session.getValue().entrySet()));
      assertThat(client.sessionStats(user, session.getKey()).get("message_count").asInt())
          .isEqualTo(found.size());
      total += found.size();
    }
    JsonNode stats = client.userStats(user);
    assertThat(stats.get("total_messages").asInt()).as("of " + user).isEqualTo(total);
    assertThat(stats.get("total_sessions").asInt()).as("of " + user).isEqualTo(sessions.size());
    List<String> listed = new ArrayList<>();
    client
        .walk(Call.get(Paths.sessions(user)).query("sort", "created_at"))
        .forEach(session -> listed.add(session.get("session_id").asText()));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(sessions.keySet());
    assertThat(client.search(user, WORD).get("total").get("value").asInt())
        .as("found of " + user)
        .isEqualTo(total);
  }
}
