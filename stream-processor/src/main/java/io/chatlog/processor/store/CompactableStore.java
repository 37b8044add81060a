package io.chatlog.processor.store;

import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.internals.RocksDBStore;
import org.jspecify.annotations.Nullable;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteOptions;

/**
 * Streams' RocksDB store, which can be told to leave nothing on disk of what was deleted. RocksDB
 * drops a deleted value when it happens to write the files anew that hold it, which in a quiet
 * store may be never.
 *
 * <p>The one class that knows inner parts of Streams' store: its database has no public way in.
 */
final class CompactableStore extends RocksDBStore {
  /** Behind the keys of all rows. */
  private static final byte[] NO_KEY = {(byte) 0xff};

  private static final Field DATABASE = databaseField();

  private final ReentrantLock compacting = new ReentrantLock();
  private volatile @Nullable CompactRangeOptions underWay;

  CompactableStore(String name) {
    super(name, "rocksdb");
  }

  /**
   * Writes every file anew, without what was deleted. Takes about a second for 100 MB; the store is
   * read and written meanwhile. Any thread; ends early when the store is closed.
   *
   * @throws IllegalStateException when the disk fails
   */
  void compact() {
    compacting.lock();
    try (CompactRangeOptions options =
            new CompactRangeOptions()
                .setBottommostLevelCompaction(BottommostLevelCompaction.kForce)
                .setExclusiveManualCompaction(false);
        FlushOptions flush = new FlushOptions().setWaitForFlush(true);
        WriteOptions unlogged = new WriteOptions().setDisableWAL(true)) {
      RocksDB database = database();
      if (!isOpen() || database == null) {
        return;
      }
      underWay = options;
      database.flush(flush);
      database.compactRange(database.getDefaultColumnFamily(), null, null, options);
      // a change of the files is told in a manifest that names the files of before with the keys at
      // their ends; the next change makes it go, too
      database.delete(database.getDefaultColumnFamily(), unlogged, NO_KEY);
      database.flush(flush);
    } catch (RocksDBException failed) {
      if (isOpen()) {
        throw new IllegalStateException("store " + name() + " could not be compacted", failed);
      }
    } finally {
      underWay = null;
      compacting.unlock();
    }
  }

  /** Values of keys, in their order, looked up together; null where there is none. */
  List<byte @Nullable []> getAll(List<Bytes> keys) {
    RocksDB database = database();
    if (!isOpen() || database == null) {
      throw new InvalidStateStoreException("store " + name() + " is closed");
    }
    try {
      return database.multiGetAsList(keys.stream().map(Bytes::get).toList());
    } catch (RocksDBException broken) {
      throw new ProcessorStateException("rows cannot be read", broken);
    }
  }

  /**
   * The rows as they are now. To be released before the store is closed, which must not happen
   * while this is called.
   *
   * @throws InvalidStateStoreException when the store is closed
   */
  Snapshotted held() {
    RocksDB database = database();
    if (!isOpen() || database == null) {
      throw new InvalidStateStoreException("store " + name() + " is closed");
    }
    return Snapshotted.of(database);
  }

  /** How many entries there are about, and how many bytes between keys; same care as above. */
  KindSizes sizes() {
    RocksDB database = database();
    if (!isOpen() || database == null) {
      throw new InvalidStateStoreException("store " + name() + " is closed");
    }
    return new KindSizes(database);
  }

  /**
   * Rows as they were.
   *
   * @param rows the rows
   * @param release gives up what holds them; once
   */
  record Snapshotted(RowSource rows, Runnable release) {
    private static Snapshotted of(RocksDB database) {
      Snapshot snapshot = database.getSnapshot();
      ReadOptions options = new ReadOptions().setSnapshot(snapshot).setFillCache(false);
      return new Snapshotted(
          new DatabaseRows(database, options),
          () -> {
            options.close();
            database.releaseSnapshot(snapshot);
          });
    }
  }

  private static Field databaseField() {
    try {
      Field field = RocksDBStore.class.getDeclaredField("db");
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException changed) {
      throw new ExceptionInInitializerError(changed);
    }
  }

  private @Nullable RocksDB database() {
    try {
      return (RocksDB) DATABASE.get(this);
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException("this version of Kafka Streams is not known", changed);
    }
  }

  @Override
  public void close() {
    CompactRangeOptions ending = underWay;
    if (ending != null) {
      ending.setCanceled(true);
    }
    compacting.lock(); // the database must not be closed under a compaction
    try {
      super.close();
    } finally {
      compacting.unlock();
    }
  }
}
