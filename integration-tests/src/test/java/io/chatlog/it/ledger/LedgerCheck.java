package io.chatlog.it.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.kafka.FeedReader;
import io.chatlog.it.process.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds a running system to a ledger: nothing acknowledged is lost, nothing is there twice, every
 * writer's order is kept, the statistics are those of the ledger, the index is that of the store,
 * and consumers were told of each message once.
 */
public final class LedgerCheck {
  private static final String APPLIED_MILLIS_MAX = "30000";

  private final Deployment system;
  private final ChatlogClient client;
  private final Ledger ledger;

  private LedgerCheck(Deployment system, ChatlogClient client, Ledger ledger) {
    this.system = system;
    this.client = client;
    this.ledger = ledger;
  }

  /** Checks everything. The writers have stopped and nothing else writes to their sessions. */
  public static void check(Deployment system, ChatlogClient client, Ledger ledger) {
    LedgerCheck check = new LedgerCheck(system, client, ledger);
    assertThat(ledger.surprises()).as("answers that the contract does not allow").isEmpty();
    check.awaitApplied();
    Map<SessionKey, List<Draft>> stored = new TreeMap<>();
    ledger
        .bySession()
        .forEach((session, entries) -> stored.put(session, check.store(session, entries)));
    check.statistics(stored);
    new IndexCheck(client).check(stored);
    check.feed(stored);
    ledger.changers().forEach(Changer::check);
    System.out.printf(
        "ledger: %d acknowledged, %d stored, %d repetitions by writers%n",
        ledger.acknowledged(),
        stored.values().stream().mapToInt(List::size).sum(),
        ledger.retries());
  }

  /** Some writes were acknowledged before they were decided. */
  private void awaitApplied() {
    Map<Integer, Long> last = new TreeMap<>();
    ledger
        .bySession()
        .values()
        .forEach(
            entries ->
                entries.stream()
                    .filter(Entry::isAcknowledged)
                    .map(entry -> entry.position().split(":"))
                    .forEach(
                        at -> last.merge(Integer.valueOf(at[0]), Long.valueOf(at[1]), Math::max)));
    String positions =
        last.entrySet().stream()
            .map(at -> at.getKey() + ":" + at.getValue())
            .collect(Collectors.joining(","));
    client
        .send(
            Call.get("/v1/stats")
                .header("Chatlog-Min-Position", positions)
                .header("Chatlog-Wait-Ms", APPLIED_MILLIS_MAX))
        .expect(200);
  }

  /** Compares a session with the ledger and returns its drafts in the order of the store. */
  private List<Draft> store(SessionKey session, List<Entry> entries) {
    Map<String, Entry> byId = new TreeMap<>();
    entries.forEach(entry -> byId.put(entry.draft().messageId(), entry));
    List<JsonNode> messages = client.allMessages(session.user(), session.session());
    List<String> ids =
        messages.stream().map(message -> message.get("message_id").asText()).toList();
    assertThat(ids).as("doubled in " + session).doesNotHaveDuplicates();
    assertThat(byId.keySet()).as("the sent messages of " + session).containsAll(ids);
    assertThat(ids)
        .as("acknowledged in " + session)
        .containsAll(
            entries.stream()
                .filter(Entry::isAcknowledged)
                .map(e -> e.draft().messageId())
                .toList());
    List<Entry> inOrder = new ArrayList<>();
    for (JsonNode message : messages) {
      inOrder.add(byId.get(message.get("message_id").asText()));
      assertThat(message.get("seq").asLong()).as("seq").isEqualTo(inOrder.size());
      assertThat(inOrder.getLast().draft().differenceTo(message)).isEmpty();
    }
    order(session, inOrder);
    return inOrder.stream().map(Entry::draft).toList();
  }

  /** What a writer had acknowledged before it sent another message stands before that one. */
  private static void order(SessionKey session, List<Entry> inOrder) {
    Map<Integer, Entry> lastSent = new TreeMap<>();
    for (Entry entry : inOrder) {
      Entry earlier = lastSent.get(entry.writer());
      if (earlier != null && entry.isBefore(earlier)) {
        throw new AssertionError(
            "in %s, %s stands behind %s, which was sent after it had been acknowledged"
                .formatted(session, entry.draft().messageId(), earlier.draft().messageId()));
      }
      if (earlier == null || entry.sentStep() > earlier.sentStep()) {
        lastSent.put(entry.writer(), entry);
      }
    }
  }

  private void statistics(Map<SessionKey, List<Draft>> stored) {
    Map<String, List<List<Recount.Line>>> ofUser = new TreeMap<>();
    stored.forEach(
        (session, drafts) -> {
          List<Recount.Line> lines = drafts.stream().map(Recount.Line::of).toList();
          Recount.checkSession(client.sessionStats(session.user(), session.session()), lines);
          ofUser.computeIfAbsent(session.user(), absent -> new ArrayList<>()).add(lines);
        });
    ofUser.forEach((user, sessions) -> Recount.checkUser(client.userStats(user), sessions));
  }

  private void feed(Map<SessionKey, List<Draft>> stored) {
    Map<SessionKey, List<String>> told = new TreeMap<>();
    for (FeedReader.Told message : FeedReader.messages(system)) {
      SessionKey session = new SessionKey(message.user(), message.session());
      if (stored.containsKey(session)) {
        told.computeIfAbsent(session, absent -> new ArrayList<>()).add(message.messageId());
      }
    }
    stored.forEach(
        (session, drafts) ->
            assertThat(told.getOrDefault(session, List.of()))
                .as("chatlog.feed of " + session)
                .isEqualTo(drafts.stream().map(Draft::messageId).toList()));
  }
}
