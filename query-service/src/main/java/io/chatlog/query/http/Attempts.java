package io.chatlog.query.http;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often somebody may try a password: {@value #BURST} times at once, then once in {@value
 * #EVERY_MILLIS} ms (the generic cell rate algorithm). Memory is fixed: names share {@value #SLOTS}
 * slots by a hash that differs from process to process, so two names may at worst wait for each
 * other. Thread-safe.
 */
final class Attempts {
  static final int BURST = 10;
  static final int EVERY_MILLIS = 6_000;
  private static final int SLOTS = 1 << 16;

  private final AtomicLongArray emptyAtMillis = new AtomicLongArray(SLOTS);
  private final int seed;

  Attempts(int seed) {
    this.seed = seed;
  }

  /** Counts an attempt: 0 when it may be made, else how many milliseconds to wait. */
  long tryNow(String name, long nowMillis) {
    int slot = slot(name);
    while (true) {
      long before = emptyAtMillis.get(slot);
      long from = Math.max(before, nowMillis);
      long waitMillis = from - nowMillis - (BURST - 1L) * EVERY_MILLIS;
      if (waitMillis > 0) {
        return waitMillis;
      }
      if (emptyAtMillis.compareAndSet(slot, before, from + EVERY_MILLIS)) {
        return 0;
      }
    }
  }

  /** Gives an attempt back that was right. */
  void wasRight(String name) {
    emptyAtMillis.addAndGet(slot(name), -EVERY_MILLIS);
  }

  private int slot(String name) {
    int hash = seed;
    for (int at = 0; at < name.length(); at++) {
      hash = (hash ^ name.charAt(at)) * 0x01000193; // FNV-1a, seeded
    }
    hash ^= hash >>> 15;
    hash *= 0x2c1b3c6d;
    hash ^= hash >>> 12;
    return hash & (SLOTS - 1);
  }
}
