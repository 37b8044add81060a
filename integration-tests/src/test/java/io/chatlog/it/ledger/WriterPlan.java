package io.chatlog.it.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What writers write to, and until when. Thread-safe. */
final class WriterPlan {
  private final long seed;
  private final List<SessionKey> sessions;
  private final Duration pace;
  private volatile boolean over;
  private volatile long retryUntilNanos = Long.MAX_VALUE;

  WriterPlan(long seed, List<SessionKey> sessions, Duration pace) {
    this.pace = pace;
    this.seed = seed;
    this.sessions = List.copyOf(sessions);
  }

  long seed() {
    return seed;
  }

  List<SessionKey> sessions() {
    return sessions;
  }

  /** Rests between two requests. */
  void rest() {
    LockSupport.parkNanos(pace.toNanos());
  }

  /** Whether nothing new is to be begun. */
  boolean isOver() {
    return over;
  }

  /** Whether what is still uncertain is to be left so. */
  boolean isPastRetrying() {
    return over && System.nanoTime() > retryUntilNanos;
  }

  void end(Duration retryMax) {
    retryUntilNanos = System.nanoTime() + retryMax.toNanos();
    over = true;
  }
}
