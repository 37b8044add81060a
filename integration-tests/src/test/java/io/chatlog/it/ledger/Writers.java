package io.chatlog.it.ledger;

import io.chatlog.it.http.ChatlogClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Several writers at once on the same few users and sessions, so that requests of different writers
 * meet inside of a session, clients that change and delete what they wrote, and a reader that asks
 * for what was acknowledged. They run until they are told to stop, whatever happens to the system.
 */
public final class Writers implements AutoCloseable {
  private static final int WRITERS = 6;
  private static final int CHANGERS = 2;

  /** How many users they write to. */
  public static final int USERS = 6;

  private static final int SESSIONS_OF_USER = 3;

  /** How many sessions they write to. */
  public static final int SESSIONS = USERS * SESSIONS_OF_USER;

  /**
   * How long a writer rests between two requests in kill loops: enough that all are at it when the
   * kill comes.
   */
  public static final Duration PACE = Duration.ofMillis(10);

  /**
   * The same where each role is killed once: while a process comes back, writers that rest less
   * take the CPU that it needs, and write thousands of messages that are checked in the end.
   */
  public static final Duration EASY_PACE = Duration.ofMillis(50);

  private static final Duration RETRY_MAX = Duration.ofSeconds(60);

  private final WriterPlan plan;
  private final Ledger ledger;
  private final List<Thread> threads = new ArrayList<>();

  private Writers(WriterPlan plan, Ledger ledger) {
    this.plan = plan;
    this.ledger = ledger;
  }

  /**
   * Creates the users and sessions and starts the writers.
   *
   * @param prefix of the users' ids, so that several runs on one system do not meet
   * @param pace how long a writer rests between two requests
   */
  public static Writers start(ChatlogClient client, String prefix, long seed, Duration pace) {
    List<SessionKey> sessions = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      client.createUser(prefix + user);
      for (int session = 0; session < SESSIONS_OF_USER; session++) {
        SessionKey key = new SessionKey(prefix + user, "s" + session);
        client.createSession(key.user(), key.session());
        sessions.add(key);
      }
    }
    Writers writers = new Writers(new WriterPlan(seed, sessions, pace), new Ledger());
    for (int number = 0; number < WRITERS; number++) {
      Writer writer = new Writer(number, writers.plan, client, writers.ledger);
      writers.threads.add(new Thread(writer, "writer-" + number));
    }
    for (int number = 0; number < CHANGERS; number++) {
      String user = prefix + "-changed" + number;
      client.createUser(user);
      Changer changer = new Changer(user, writers.plan, client, writers.ledger);
      writers.ledger.add(changer);
      writers.threads.add(new Thread(changer, "changer-" + number));
    }
    writers.threads.add(new Thread(new Reader(writers.plan, client, writers.ledger), "reader"));
    writers.threads.forEach(Thread::start);
    return writers;
  }

  /** What they wrote. */
  public Ledger ledger() {
    return ledger;
  }

  /**
   * Stops the writers. The system has to run: what has no certain outcome yet is sent until it has
   * one.
   */
  public Ledger stop() {
    plan.end(RETRY_MAX);
    try {
      for (Thread thread : threads) {
        if (!thread.join(RETRY_MAX.multipliedBy(2))) {
          throw new IllegalStateException(thread.getName() + " does not stop");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return ledger;
  }

  /** Stops them without waiting for outcomes. */
  @Override
  public void close() {
    plan.end(Duration.ZERO);
  }
}
