package io.chatlog.query.tail;

import io.chatlog.value.UserId;
import io.chatlog.view.Reads;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Wakes those who wait for changes of a user. It says only that looking again is worth while: what
 * there is to see, a listener reads by itself, from its own place on.
 *
 * <p><b>No wake-up is lost.</b> A listener reads after it began to listen, and no older state than
 * {@link TailListener#seen()}, up to which wake-ups were given already; whatever comes behind that
 * gives another one. This holds across fail-overs, because an owner that is not as far yet lets
 * such a read wait, and one that does not remember far enough back wakes everyone.
 *
 * <p>Costs one question that waits per partition with listeners, on a virtual thread of its own;
 * none without. Thread-safe.
 */
public final class TailHub implements AutoCloseable {
  private final Reads reads;
  private volatile TailLimits limits;
  private final Map<Integer, PartitionWatch> watches = new ConcurrentHashMap<>();
  private final AtomicInteger listeners = new AtomicInteger();
  private volatile boolean closed;

  public TailHub(Reads reads, TailLimits limits) {
    this.reads = reads;
    this.limits = limits;
  }

  /** Other bounds from now on; streams that are open keep theirs. */
  public void limit(TailLimits other) {
    limits = other;
  }

  /** The bounds of tails. */
  public TailLimits limits() {
    return limits;
  }

  /**
   * Begins to listen for changes of a user, until the listener is closed.
   *
   * @return empty when as many listen as may
   */
  public Optional<TailListener> listen(UserId user) {
    if (listeners.incrementAndGet() > limits.listenersMax()) {
      listeners.decrementAndGet();
      return Optional.empty();
    }
    PartitionWatch watch =
        watches.computeIfAbsent(
            reads.partitionOf(user), partition -> new PartitionWatch(partition, reads));
    TailListener listener = new TailListener(this, watch, user);
    watch.add(listener);
    if (closed) {
      watch.close(); // it may have come too late for close() to see it
    }
    return Optional.of(listener);
  }

  /** How many listen now. */
  public int listeners() {
    return listeners.get();
  }

  /** Whether all listeners are to end. */
  public boolean isClosed() {
    return closed;
  }

  void left() {
    listeners.decrementAndGet();
  }

  /** Tells all listeners to end, and asks nothing any more. */
  @Override
  public void close() {
    closed = true;
    watches.values().forEach(PartitionWatch::close);
  }
}
