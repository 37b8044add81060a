package io.chatlog.route;

import java.time.Duration;

/**
 * A moment up to which something is tried.
 *
 * @param nanos the moment, on the scale of {@link System#nanoTime()}
 */
record Deadline(long nanos) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** The nanoseconds left; 0 or less when the moment has passed. */
  long left() {
    return nanos - System.nanoTime();
  }

  boolean passed() {
    return left() <= 0;
  }
}
