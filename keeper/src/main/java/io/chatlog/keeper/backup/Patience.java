package io.chatlog.keeper.backup;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How long to go on with what does not succeed; begins anew with each success. */
final class Patience {
  private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

  private final long nanos;
  private final long beganNanos = System.nanoTime();

  private Patience(long nanos) {
    this.nanos = nanos;
  }

  static Patience of(Duration duration) {
    return new Patience(duration.toNanos());
  }

  /** Waits a little; false when it is over, or the thread is to stop. */
  boolean lasts() {
    if (System.nanoTime() - beganNanos > nanos || Thread.currentThread().isInterrupted()) {
      return false;
    }
    LockSupport.parkNanos(PAUSE_NANOS);
    return !Thread.currentThread().isInterrupted();
  }
}
