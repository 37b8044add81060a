package io.chatlog.it.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * The writers' own record: every message that was sent, and which of them the server acknowledged.
 * What was sent and never acknowledged may be there or not; what was acknowledged must.
 * Thread-safe.
 */
public final class Ledger {
  private static final int SURPRISES_MAX = 100;

  private final Map<SessionKey, List<Entry>> entries = new TreeMap<>();
  private final List<String> surprises = new ArrayList<>();
  private final List<Entry> acknowledged = new ArrayList<>();
  private final List<Changer> changers = new ArrayList<>();
  private int retries;

  /** A client that keeps its own record. */
  synchronized void add(Changer changer) {
    changers.add(changer);
  }

  /** How many users such clients have. */
  public synchronized int changedUsers() {
    return changers.size();
  }

  /** How many sessions such clients left. */
  public synchronized int changedSessions() {
    return changers.stream().mapToInt(Changer::sessions).sum();
  }

  /** How many messages such clients left. */
  public synchronized int changedMessages() {
    return changers.stream().mapToInt(Changer::messages).sum();
  }

  /** The clients that keep their own records. */
  synchronized List<Changer> changers() {
    return List.copyOf(changers);
  }

  /** Notes that a message is about to be sent for the first time. */
  synchronized Entry sending(Draft draft, int writer, long step) {
    Entry entry = new Entry(draft, writer, step);
    entries.computeIfAbsent(draft.session(), absent -> new ArrayList<>()).add(entry);
    return entry;
  }

  /** Notes that the server has a message, once for each. */
  synchronized void acknowledged(Entry entry, String position, long step) {
    entry.acknowledged(position, step);
    acknowledged.add(entry);
    notifyAll();
  }

  /** Notes that an answer came, or none, after which the writer has to ask again. */
  synchronized void retried() {
    retries++;
  }

  /** Notes an answer that the contract does not allow. */
  synchronized void surprise(String what) {
    if (surprises.size() < SURPRISES_MAX) {
      surprises.add(what);
    }
  }

  /** How many messages were acknowledged so far. */
  public synchronized int acknowledged() {
    return acknowledged.size();
  }

  /** One of the messages that were acknowledged so far, if there is one. */
  synchronized Optional<Entry> anyAcknowledged(Random random) {
    return acknowledged.isEmpty()
        ? Optional.empty()
        : Optional.of(acknowledged.get(random.nextInt(acknowledged.size())));
  }

  /** How often writers had to ask again. */
  public synchronized int retries() {
    return retries;
  }

  /** Answers that the contract does not allow. */
  public synchronized List<String> surprises() {
    return List.copyOf(surprises);
  }

  /** Waits until so many messages are acknowledged. */
  public synchronized void awaitAcknowledged(int count, Duration max) {
    long deadline = System.nanoTime() + max.toNanos();
    try {
      while (acknowledged.size() < count) {
        long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
        if (leftMillis <= 0) {
          throw new IllegalStateException(
              "only %d of %d messages were acknowledged within %d s; surprises: %s"
                  .formatted(acknowledged.size(), count, max.toSeconds(), surprises));
        }
        wait(leftMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Everything that was sent, by session. */
  public synchronized Map<SessionKey, List<Entry>> bySession() {
    Map<SessionKey, List<Entry>> copy = new TreeMap<>();
    entries.forEach((session, list) -> copy.put(session, List.copyOf(list)));
    return copy;
  }
}
