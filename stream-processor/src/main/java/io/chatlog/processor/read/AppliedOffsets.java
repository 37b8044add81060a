package io.chatlog.processor.read;

import io.chatlog.value.UserId;
import io.chatlog.view.Changes;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * How far each partition that this node owns is applied: what a read with a position waits for.
 *
 * <p>The stream thread begins a partition when its state is restored, moves it on after each event
 * (when the event's rows can be read), and ends it when the partition leaves. Readers wait without
 * polling. Thread-safe; moving on costs a volatile write, and a lock only while someone waits.
 *
 * <p>A partition that was begun is not {@link #isCurrent current} until what the log held by then
 * is applied: restored state is that of the last commit, and its owner before may have answered
 * what was decided behind that.
 */
public final class AppliedOffsets {
  private final Map<Integer, Watermark> partitions = new ConcurrentHashMap<>();
  private final Consumer<Begun> begun;

  /** Every partition is current as soon as it is begun. */
  public AppliedOffsets() {
    this(Begun::current);
  }

  /**
   * @param begun told of each partition that is begun; sees to it that it becomes current. Must not
   *     block: it is the stream thread that tells
   */
  public AppliedOffsets(Consumer<Begun> begun) {
    this.begun = begun;
  }

  /** A partition from when it was begun until it is ended or begun again. */
  public interface Begun {
    /** Which it is. */
    int partition();

    /** How far it is. */
    long applied();

    /** Whether it has ended. */
    boolean ended();

    /**
     * Waits until it is applied up to an offset.
     *
     * @return whether it is; false when the time passed or it has ended
     */
    boolean await(long offset, long timeoutMillis) throws InterruptedException;

    /** All that the log held when it was begun is applied. */
    void current();
  }

  /** This node begins to own a partition that is applied up to an offset. */
  public void begin(int partition, long offset) {
    Watermark now = new Watermark(partition, offset);
    Watermark before = partitions.put(partition, now);
    if (before != null) {
      before.end();
    }
    begun.accept(now);
  }

  /**
   * Whether all is applied that the log held when an owned partition was begun; false also when
   * this node does not own it.
   */
  public boolean isCurrent(int partition) {
    Watermark watermark = partitions.get(partition);
    return watermark != null && watermark.current;
  }

  /**
   * Waits until an owned partition is current.
   *
   * @return how many of the milliseconds are left when the wait ends, whatever ended it
   */
  long awaitCurrent(int partition, long timeoutMillis) throws InterruptedException {
    Watermark watermark = partitions.get(partition);
    if (watermark == null || watermark.current || timeoutMillis <= 0) {
      return timeoutMillis;
    }
    long began = System.nanoTime();
    watermark.settled.await(timeoutMillis, TimeUnit.MILLISECONDS);
    long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    return Math.max(0, timeoutMillis - passed);
  }

  /** Whether every owned partition is current. */
  public boolean areCurrent() {
    return partitions.values().stream().allMatch(watermark -> watermark.current);
  }

  /** An owned partition is applied up to an offset, whose event changed nobody's data. */
  public void advance(int partition, long offset) {
    watermark(partition).advance(offset);
  }

  /** An owned partition is applied up to an offset, whose event changed data of a user. */
  public void advance(int partition, long offset, UserId owner) {
    Watermark watermark = watermark(partition);
    // first, so that who sees the offset sees the change
    watermark.owners.add(offset, Changes.hash(owner));
    watermark.advance(offset);
  }

  private Watermark watermark(int partition) {
    Watermark watermark = partitions.get(partition);
    if (watermark == null) {
      throw new IllegalStateException("partition " + partition + " was not begun");
    }
    return watermark;
  }

  /** Whose data changed behind an offset, or empty when this node does not own the partition. */
  public Optional<Changes> changes(int partition, long afterOffset) {
    Watermark watermark = partitions.get(partition);
    return watermark == null
        ? Optional.empty()
        : Optional.of(watermark.owners.since(afterOffset, watermark.applied));
  }

  /** This node no longer owns a partition; who waits for it is told. */
  public void end(int partition) {
    Watermark watermark = partitions.remove(partition);
    if (watermark != null) {
      watermark.end();
    }
  }

  /** How far an owned partition is, or empty when this node does not own it. */
  public OptionalLong applied(int partition) {
    Watermark watermark = partitions.get(partition);
    return watermark == null ? OptionalLong.empty() : OptionalLong.of(watermark.applied);
  }

  /**
   * Waits until an owned partition is applied up to an offset.
   *
   * @return how far it is when the wait ends: at least {@code offset}, or less when the time
   *     passed; empty when this node does not, or no longer, own the partition
   */
  public OptionalLong await(int partition, long offset, long timeoutMillis)
      throws InterruptedException {
    Watermark watermark = partitions.get(partition);
    return watermark == null ? OptionalLong.empty() : watermark.reached(offset, timeoutMillis);
  }

  /**
   * Moving on costs a look at the offset that is waited for next; only who waits for no more than
   * what is applied is woken, each once.
   */
  private static final class Watermark implements Begun {
    private final int partition;
    private final RecentOwners owners;
    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiter> waiters =
        new PriorityQueue<>(Comparator.comparingLong(Waiter::offset));
    private volatile long applied;
    private volatile long waitedFor = Long.MAX_VALUE;
    private volatile boolean ended;
    private volatile boolean current;

    /** Open until it is current or has ended. */
    private final CountDownLatch settled = new CountDownLatch(1);

    Watermark(int partition, long applied) {
      this.partition = partition;
      this.applied = applied;
      this.owners = new RecentOwners(applied);
    }

    private record Waiter(long offset, CountDownLatch woken) {}

    void advance(long offset) {
      applied = offset;
      // whoever waits has said for what before it looked at the offset: one of both sees it
      if (offset >= waitedFor) {
        wake(offset);
      }
    }

    void end() {
      ended = true;
      settled.countDown();
      wake(Long.MAX_VALUE);
    }

    private void wake(long offset) {
      lock.lock();
      try {
        for (Waiter next = waiters.peek();
            next != null && next.offset() <= offset;
            next = waiters.peek()) {
          waiters.remove();
          next.woken().countDown();
        }
        lookAhead();
      } finally {
        lock.unlock();
      }
    }

    private void lookAhead() {
      Waiter next = waiters.peek();
      waitedFor = next == null ? Long.MAX_VALUE : next.offset();
    }

    OptionalLong reached(long offset, long timeoutMillis) throws InterruptedException {
      if (applied < offset && !ended && timeoutMillis > 0) {
        waitFor(offset, timeoutMillis);
      }
      return ended && applied < offset ? OptionalLong.empty() : OptionalLong.of(applied);
    }

    private void waitFor(long offset, long timeoutMillis) throws InterruptedException {
      Waiter waiter = new Waiter(offset, new CountDownLatch(1));
      change(() -> waiters.add(waiter));
      try {
        if (applied < offset && !ended) {
          waiter.woken().await(timeoutMillis, TimeUnit.MILLISECONDS);
        }
      } finally {
        if (waiter.woken().getCount() > 0) {
          change(() -> waiters.remove(waiter));
        }
      }
    }

    private void change(Runnable ofWaiters) {
      lock.lock();
      try {
        ofWaiters.run();
        lookAhead();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public int partition() {
      return partition;
    }

    @Override
    public long applied() {
      return applied;
    }

    @Override
    public boolean ended() {
      return ended;
    }

    @Override
    public boolean await(long offset, long timeoutMillis) throws InterruptedException {
      OptionalLong reached = reached(offset, timeoutMillis);
      return reached.isPresent() && reached.getAsLong() >= offset;
    }

    @Override
    public void current() {
      current = true;
      settled.countDown();
    }
  }

  /** The partitions that this node owns, with how far they are. */
  public Map<Integer, Long> snapshot() {
    Map<Integer, Long> offsets = new TreeMap<>();
    partitions.forEach((partition, watermark) -> offsets.put(partition, watermark.applied));
    return offsets;
  }
}
