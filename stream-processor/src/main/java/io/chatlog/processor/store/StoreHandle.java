package io.chatlog.processor.store;

import io.chatlog.processor.search.DurableIndex;
import io.chatlog.processor.search.SearchIndex;
import io.chatlog.processor.search.SearchReads;
import io.chatlog.processor.store.CompactableStore.Snapshotted;
import io.chatlog.view.StoreFigures;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads of one opening of a store. Streams frees native memory when it closes a store, so a read
 * must never be inside then: {@link #shut} waits for those that are, and lets no other in.
 */
final class StoreHandle implements PartitionHandle {
  private static final int SNAPSHOTS_MAX = 4;
  private static final int SLICE_ROWS = 500;

  private final CompactableStore rows;
  private final DurableIndex durable;
  private final SearchIndex index;
  private final StateStoreContext context;
  private final Set<Held> held = ConcurrentHashMap.newKeySet();
  private final DirectorySize size;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean open = true;

  StoreHandle(CompactableStore rows, DurableIndex durable, StateStoreContext context) {
    this.rows = rows;
    this.durable = durable;
    this.index = durable.index();
    this.context = context;
    this.size =
        new DirectorySize(CompactableStore.directory(context.stateDir().toPath(), rows.name()));
  }

  /** Lets no read in any more and waits for those inside, which are short. */
  void shut() {
    open = false;
    lock.writeLock().lock();
    try {
      held.forEach(snapshot -> snapshot.snapshotted.release().run());
      held.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return inside(() -> rows.unlocked().get(key));
  }

  @Override
  public List<byte @Nullable []> getAll(List<Bytes> keys) {
    return inside(() -> rows.unlocked().getAll(keys));
  }

  @Override
  public void scan(Bytes from, Bytes end, boolean reverse, RowVisitor visitor) {
    inside(
        () -> {
          rows.unlocked().scan(from, end, reverse, visitor);
          return true;
        });
  }

  @Override
  public SearchReads index() {
    return inside(() -> index);
  }

  @Override
  public boolean active() {
    return inside(() -> TaskContexts.isActive(context));
  }

  @Override
  public long storageBytes() {
    return inside(() -> size.bytes() + rows.sizes().unwrittenBytes() + index.bytesKept());
  }

  // these take long: a store that is closed meanwhile ends them by itself

  @Override
  public void compact() {
    rows.compact();
    durable.merge();
  }

  @Override
  public void reindex(ReindexListener listener) {
    durable.index().check(listener::looked);
    new Reindexing(this, durable.index(), listener).run();
    durable.merge();
  }

  @Override
  public StoreFigures figures() {
    return inside(
        () -> {
          OptionalLong reflects = durable.durable();
          return new StoreFigures(
              new Rows(this).partition().appliedOffset(),
              rows.sizes().kinds(),
              size.bytes(),
              index.messages(),
              index.sessions(),
              index.bytes(),
              reflects.isPresent() ? (Long) reflects.getAsLong() : null,
              RocksDbMemory.figures());
        });
  }

  @Override
  public RowSnapshot snapshot() {
    return inside(
        () -> {
          if (held.size() >= SNAPSHOTS_MAX) {
            throw new IllegalStateException("more than " + SNAPSHOTS_MAX + " snapshots are held");
          }
          Held snapshot = new Held(rows.held());
          held.add(snapshot);
          return snapshot;
        });
  }

  /** A snapshot that is read in short slices, so that the store can be closed in between. */
  private final class Held implements RowSnapshot {
    private final Snapshotted snapshotted;

    Held(Snapshotted snapshotted) {
      this.snapshotted = snapshotted;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
      return inside(() -> snapshotted.rows().get(key));
    }

    @Override
    public List<byte @Nullable []> getAll(List<Bytes> keys) {
      return inside(() -> snapshotted.rows().getAll(keys));
    }

    @Override
    public void scan(Bytes from, Bytes end, boolean reverse, RowVisitor visitor) {
      Bytes low = from;
      Bytes high = end;
      while (low.compareTo(high) < 0) {
        Bytes last = slice(low, high, reverse, visitor);
        if (last == null) {
          return;
        }
        low = reverse ? low : Keys.behind(last);
        high = reverse ? last : high;
      }
    }

    /** Visits some rows; the last one, or null when there are no more or the visitor has enough. */
    private @Nullable Bytes slice(Bytes low, Bytes high, boolean reverse, RowVisitor visitor) {
      int[] seen = new int[1];
      Bytes[] last = new Bytes[1];
      boolean[] enough = new boolean[1];
      inside(
          () -> {
            snapshotted
                .rows()
                .scan(
                    low,
                    high,
                    reverse,
                    (key, value) -> {
                      last[0] = key;
                      enough[0] = !visitor.visit(key, value);
                      return !enough[0] && ++seen[0] < SLICE_ROWS;
                    });
            return true;
          });
      return enough[0] || seen[0] < SLICE_ROWS ? null : last[0];
    }

    @Override
    public void close() {
      lock.readLock().lock();
      try {
        if (held.remove(this)) {
          snapshotted.release().run();
        }
      } finally {
        lock.readLock().unlock();
      }
    }
  }

  private <T> T inside(Supplier<T> read) {
    Lock shared = lock.readLock();
    if (!open || !shared.tryLock()) {
      throw closed(context);
    }
    try {
      if (!open) {
        throw closed(context);
      }
      return read.get();
    } finally {
      shared.unlock();
    }
  }

  static InvalidStateStoreException closed(StateStoreContext context) {
    return new InvalidStateStoreException(
        "partition " + context.taskId().partition() + " was closed or has moved");
  }
}
