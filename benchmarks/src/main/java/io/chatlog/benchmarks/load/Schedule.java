package io.chatlog.benchmarks.load;

/**
 * Which request is sent next, and when. Each event loop has one of its own, which takes every n-th
 * number where there are n loops. Not thread-safe.
 */
abstract class Schedule {
  /** There is nothing left to send. */
  static final long NEVER = Long.MAX_VALUE;

  /** Where more are due, a tick is for several. */
  private static final double TICK_NANOS_MIN = 100_000;

  private final long step;
  private long number;

  private Schedule(int loop, int loops) {
    this.number = loop;
    this.step = loops;
  }

  /** Nanoseconds until the next request is due, negative when it has been; {@link #NEVER}. */
  abstract long untilDue(long nowNanos);

  /**
   * The next time at which a request becomes due by the clock alone, or {@link #NEVER}. May be
   * asked by other threads.
   */
  long tickAfter(long nowNanos) {
    return NEVER;
  }

  /** Takes the next request; its number. */
  final long take() {
    long taken = number;
    number += step;
    return taken;
  }

  final long number() {
    return number;
  }

  /** One as soon as a connection is free, until a time. */
  static Schedule until(long endNanos, int loop, int loops) {
    return new Schedule(loop, loops) {
      @Override
      long untilDue(long nowNanos) {
        return nowNanos < endNanos ? 0 : NEVER;
      }
    };
  }

  /** One as soon as a connection is free, so many in all. */
  static Schedule times(long requests, int loop, int loops) {
    return new Schedule(loop, loops) {
      @Override
      long untilDue(long nowNanos) {
        return number() < requests ? 0 : NEVER;
      }
    };
  }

  /** One at each tick, from a time to another, whatever is free. */
  static Schedule each(double everyNanos, long beginNanos, long endNanos, int loop, int loops) {
    return new Schedule(loop, loops) {
      @Override
      long untilDue(long nowNanos) {
        long due = beginNanos + (long) (number() * everyNanos);
        return due < endNanos ? due - nowNanos : NEVER;
      }

      @Override
      long tickAfter(long nowNanos) {
        double every = Math.max(everyNanos, TICK_NANOS_MIN);
        long ticks = (long) ((nowNanos - beginNanos) / every) + 1;
        long tick = beginNanos + (long) Math.ceil(ticks * every);
        return tick < endNanos ? tick : NEVER;
      }
    };
  }
}
