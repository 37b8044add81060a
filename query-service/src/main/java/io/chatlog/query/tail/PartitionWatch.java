package io.chatlog.query.tail;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.view.Answer;
import io.chatlog.view.Changes;
import io.chatlog.view.Freshness;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one partition again and again whose data changed, as long as somebody listens, and wakes
 * them. Thread-safe.
 */
final class PartitionWatch {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionWatch.class);

  /** How long one question waits at the owner; an owner that hangs is noticed that late. */
  private static final int WAIT_MILLIS = 5_000;

  /** How long changes are gathered on a busy partition before the next question. */
  private static final Duration PACE = Duration.ofMillis(5);

  private static final Duration PAUSE_MIN = Duration.ofMillis(50);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

  private final int partition;
  private final Reads reads;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopped = lock.newCondition();
  private volatile long seenOffset = -1;

  // all below: under the lock
  private final Map<Integer, Set<TailListener>> listeners = new HashMap<>();
  private @Nullable Thread asker;
  private boolean closed;

  // of the asking thread
  private Duration pause = PAUSE_MIN;
  private boolean missed;

  PartitionWatch(int partition, Reads reads) {
    this.partition = partition;
    this.reads = reads;
  }

  /** Up to where wake-ups were given. */
  Positions seen() {
    long offset = seenOffset;
    return offset < 0 ? Positions.NONE : Positions.of(new Position(partition, offset));
  }

  void add(TailListener listener) {
    lock.lock();
    try {
      listeners.computeIfAbsent(listener.owner(), _ -> new HashSet<>()).add(listener);
      if (asker == null && !closed) {
        asker = Thread.ofVirtual().name("tail-" + partition).start(this::run);
      }
    } finally {
      lock.unlock();
    }
  }

  void remove(TailListener listener) {
    lock.lock();
    try {
      Set<TailListener> same = listeners.get(listener.owner());
      if (same != null && same.remove(listener) && same.isEmpty()) {
        listeners.remove(listener.owner());
      }
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      stopped.signalAll();
      if (asker != null) {
        asker.interrupt();
      }
      listeners.values().forEach(same -> same.forEach(TailListener::wake));
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (goesOn()) {
      try {
        ask();
      } catch (RuntimeException bug) {
        LOG.error("asking for changes of partition {} failed", partition, bug);
        missed = true;
        rest(PAUSE_MAX);
      }
    }
  }

  /** Whether somebody listens; when not, whoever begins to do so starts another thread. */
  private boolean goesOn() {
    lock.lock();
    try {
      if (!closed && !listeners.isEmpty()) {
        return true;
      }
      asker = null;
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void ask() {
    long after = seenOffset;
    Positions next = Positions.of(new Position(partition, after + 1));
    Answer<Changes> answer =
        reads.read(new Read.GetChanges(partition, after), new Freshness(next, WAIT_MILLIS, false));
    switch (answer) {
      case Answer.Complete<Changes> complete -> {
        pause = PAUSE_MIN;
        tell(complete.value());
        rest(PACE);
      }
      case Answer.Failed<Changes> failed when failed.code() == ErrorCode.POSITION_NOT_REACHED ->
          rest(PACE);
      case Answer.Failed<Changes> failed -> {
        LOG.debug("no changes of partition {}: {}", partition, failed.detail());
        missed = true;
        rest(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(PAUSE_MAX) < 0 ? doubled : PAUSE_MAX;
      }
    }
  }

  /** First how far it is, then the wake-up: who is woken reads no older state. */
  private void tell(Changes changes) {
    seenOffset = Math.max(seenOffset, changes.upTo());
    lock.lock();
    try {
      if (changes.anyone() || missed) {
        missed = false;
        listeners.values().forEach(same -> same.forEach(TailListener::wake));
      } else {
        for (int owner : changes.owners()) {
          listeners.getOrDefault(owner, Set.of()).forEach(TailListener::wake);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void rest(Duration time) {
    lock.lock();
    try {
      long left = time.toNanos();
      while (left > 0 && !closed) {
        left = stopped.awaitNanos(left);
      }
    } catch (InterruptedException stop) {
      LOG.debug("stops to ask for changes of partition {}", partition, stop);
    } finally {
      lock.unlock();
    }
  }
}
