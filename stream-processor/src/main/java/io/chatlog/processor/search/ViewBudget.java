package io.chatlog.processor.search;

import java.util.function.LongSupplier;

/**
 * Decides when a search that asks for no position opens a new view of the index. A view costs some
 * milliseconds while much is written, and about as much again when the segment that it leaves is
 * merged: at once where that is seldom, and of a share of the time, up to {@value #AGE_MILLIS_MAX}
 * ms late, where every search would have to open one. Not thread-safe.
 */
final class ViewBudget {
  /** What a search sees was applied that long ago at most, and what it takes to open a view. */
  static final int AGE_MILLIS_MAX = 500;

  /** Of this many nanoseconds one is spent on views. */
  private static final long SHARE = 100;

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long SAVED_NANOS_MAX = 60 * NANOS_PER_MILLI;

  private final LongSupplier nanoTime;
  private long saved = SAVED_NANOS_MAX;
  private long asOf;
  private long opened;

  ViewBudget(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.asOf = nanoTime.getAsLong();
    this.opened = asOf - AGE_MILLIS_MAX * NANOS_PER_MILLI;
  }

  /** Whether to open a view now, if there is anything new. */
  boolean allows() {
    long now = nanoTime.getAsLong();
    saved = Math.min(SAVED_NANOS_MAX, saved + (now - asOf) / SHARE);
    asOf = now;
    return saved > 0 || now - opened >= AGE_MILLIS_MAX * NANOS_PER_MILLI;
  }

  /**
   * A view was opened, because it was allowed or because it had to be.
   *
   * @param began when that began
   */
  void spent(long began) {
    opened = began;
    saved = Math.max(-SAVED_NANOS_MAX, saved - (nanoTime.getAsLong() - began));
  }
}
