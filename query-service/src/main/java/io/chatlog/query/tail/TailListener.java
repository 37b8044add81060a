package io.chatlog.query.tail;

import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Changes;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Waits for changes of one user. One thread uses it; closing it twice is harmless. */
public final class TailListener implements AutoCloseable {
  private final TailHub hub;
  private final PartitionWatch watch;
  private final int owner;
  private final Semaphore news = new Semaphore(0);
  private final AtomicBoolean closed = new AtomicBoolean();

  TailListener(TailHub hub, PartitionWatch watch, UserId user) {
    this.hub = hub;
    this.watch = watch;
    this.owner = Changes.hash(user);
  }

  int owner() {
    return owner;
  }

  void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  /** What a read must reflect that wants to see everything that was ever woken for. */
  public Positions seen() {
    return watch.seen();
  }

  /**
   * Waits until the user may have changed since the last call returned true, or the hub is closed.
   *
   * @return false when the time passed instead
   */
  public boolean awaitNews(long nanos) throws InterruptedException {
    if (!news.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
      return false;
    }
    news.drainPermits();
    return true;
  }

  /** Whether to end, because the server stops. */
  public boolean isEnded() {
    return hub.isClosed();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      watch.remove(this);
      hub.left();
    }
  }
}
