package io.chatlog.route;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The node of the same process, which owns everything, or will once it is ready: there is nobody
 * else to ask, so news is that a while has passed.
 */
final class OnlyNode implements Owners {
  private final Candidates candidates;
  private final Duration interval;

  /**
   * @param interval how soon after one another it is asked again
   */
  OnlyNode(Node node, Duration interval) {
    this.candidates = new Candidates(0, List.of(node));
    this.interval = interval;
  }

  @Override
  public Candidates candidates(int partition, boolean staleAllowed) {
    return candidates;
  }

  @Override
  public void disowned(Node node, int partition) {}

  @Override
  public void unreachable(Node node) {}

  @Override
  public boolean awaitNews(long version, Deadline deadline) throws InterruptedException {
    long until = System.nanoTime() + Math.min(interval.toNanos(), deadline.left());
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return !deadline.passed();
  }
}
