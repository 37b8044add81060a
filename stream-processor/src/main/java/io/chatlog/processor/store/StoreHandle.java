package io.chatlog.processor.store;

import io.chatlog.processor.search.SearchIndex;
import io.chatlog.processor.search.SearchReads;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads of one opening of a store. Streams frees native memory when it closes a store, so a read
 * must never be inside then: {@link #shut} waits for those that are, and lets no other in.
 */
final class StoreHandle implements PartitionHandle {
  private final KeyValueStore<Bytes, byte[]> rows;
  private final SearchIndex index;
  private final StateStoreContext context;
  private final DirectorySize size;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean open = true;

  StoreHandle(KeyValueStore<Bytes, byte[]> rows, SearchIndex index, StateStoreContext context) {
    this.rows = rows;
    this.index = index;
    this.context = context;
    this.size = new DirectorySize(rocksDbDirectory(context, rows.name()));
  }

  /** Where Streams' own store keeps its files. */
  private static Path rocksDbDirectory(StateStoreContext context, String store) {
    return context.stateDir().toPath().resolve("rocksdb").resolve(store);
  }

  /** Lets no read in any more and waits for those inside, which are short. */
  void shut() {
    open = false;
    lock.writeLock().lock();
    lock.writeLock().unlock();
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return inside(() -> rows.get(key));
  }

  @Override
  public void scan(Bytes from, Bytes end, boolean reverse, RowVisitor visitor) {
    if (from.compareTo(end) >= 0) {
      return;
    }
    inside(
        () -> {
          try (KeyValueIterator<Bytes, byte[]> iterator =
              reverse ? rows.reverseRange(from, end) : rows.range(from, end)) {
            while (iterator.hasNext()) {
              KeyValue<Bytes, byte[]> row = iterator.next();
              // Streams means the last key to be part of a range; here it is not
              if (!row.key.equals(end) && !visitor.visit(row.key, row.value)) {
                break;
              }
            }
          }
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
    return inside(() -> size.bytes() + index.bytes());
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
