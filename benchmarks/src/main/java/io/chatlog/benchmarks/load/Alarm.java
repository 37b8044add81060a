package io.chatlog.benchmarks.load;

import java.lang.management.ManagementFactory;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that wakes a selector when a request becomes due. A selector's own time-out knows
 * milliseconds only, which would be seen in every latency that counts from when a request was due;
 * and to look at the clock all the time would take a core from the servers.
 */
final class Alarm implements AutoCloseable {
  private final Selector selector;
  private final Schedule schedule;
  private final Thread thread;
  private volatile boolean closed;
  private volatile long cpuNanos;

  /** Begins at once; ends at once where nothing becomes due by the clock. */
  Alarm(Selector selector, Schedule schedule) {
    this.selector = selector;
    this.schedule = schedule;
    this.thread = Thread.ofPlatform().name("alarm").daemon().start(this::run);
  }

  private void run() {
    long tick = schedule.tickAfter(System.nanoTime());
    while (!closed && tick != Schedule.NEVER) {
      long now = System.nanoTime();
      if (now < tick) {
        LockSupport.parkNanos(tick - now);
      } else {
        selector.wakeup();
        tick = schedule.tickAfter(now);
      }
    }
    cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** What it took; known once it is closed. */
  long cpuNanos() {
    return cpuNanos;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
