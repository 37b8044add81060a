package io.chatlog.processor.store;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.internals.RocksDBStore;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
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

  private static final Field DATABASE = field(RocksDBStore.class, "db");
  private static final Field FAMILIES = field(RocksDBStore.class, "cfAccessor");

  private static final Bytes MARK = Bytes.wrap(RowsMark.KEY);

  private static final String BUFFERED_BYTES = "rocksdb.cur-size-active-mem-table";
  private static final String BUFFERED_ENTRIES = "rocksdb.num-entries-active-mem-table";

  private final ReentrantLock compacting = new ReentrantLock();
  private @Nullable ReadOptions reads;
  private volatile @Nullable CompactRangeOptions underWay;

  /** What was put since {@link #writeOut}, counted by the thread that writes. */
  private long unflushed;

  CompactableStore(String name) {
    super(name, "rocksdb");
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    super.init(context, root);
    reads = new ReadOptions();
    RocksDbMemory.opened();
  }

  /**
   * What the rows say of themselves that a process left behind, looked at without changing them;
   * null when they say nothing or cannot be read.
   *
   * @param stateDir the directory of the task
   */
  @Nullable RowsMark markOnDisk(Path stateDir) {
    Path files = directory(stateDir, name());
    if (!Files.isDirectory(files)) {
      return null;
    }
    try (Options options = new Options();
        RocksDB left = RocksDB.openReadOnly(options, files.toString())) {
      return RowsMark.decode(left.get(RowsMark.KEY));
    } catch (RocksDBException unreadable) {
      return null;
    }
  }

  /** Where Streams' own store keeps its files. */
  static Path directory(Path stateDir, String store) {
    return stateDir.resolve("rocksdb").resolve(store);
  }

  /** What the rows say of themselves; null when they say nothing. */
  @Nullable RowsMark mark() {
    return RowsMark.decode(get(MARK));
  }

  /** Has the rows say something of themselves as they are now. */
  void mark(RowsMark mark) {
    put(MARK, mark.encode());
  }

  @Override
  public void put(Bytes key, byte @Nullable [] value) {
    super.put(key, value);
    unflushed++;
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    super.putAll(entries);
    unflushed += entries.size();
  }

  /**
   * Writes rows in one step with what they say of themselves then.
   *
   * @param records with their keys and values; others count for nothing
   */
  void restore(Collection<ConsumerRecord<byte[], byte[]>> records, RowsMark mark) {
    try (WriteBatch batch = new WriteBatch()) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.value() == null) {
          batch.delete(record.key());
        } else {
          batch.put(record.key(), record.value());
        }
      }
      batch.put(RowsMark.KEY, mark.encode());
      write(batch);
    } catch (RocksDBException failed) {
      throw new ProcessorStateException("store " + name() + " could not be restored", failed);
    }
    unflushed += records.size() + 1;
  }

  /** How many bytes wait in memory to be written to a file. */
  long bufferedBytes() {
    return property(BUFFERED_BYTES);
  }

  /** Whether something that was put since {@link #writeOut} does not wait in memory any more. */
  boolean wasFlushedAside() {
    return property(BUFFERED_ENTRIES) < unflushed;
  }

  private long property(String property) {
    try {
      RocksDB database = database();
      return database == null ? 0 : database.getLongProperty(property);
    } catch (RocksDBException failed) {
      throw new ProcessorStateException("store " + name() + " says nothing", failed);
    }
  }

  /**
   * Has all that was put so far, and nothing else, written to a file in the background. Not to be
   * called while the store is closed.
   */
  void writeOut() {
    RocksDB database = database();
    if (database == null) {
      return;
    }
    try (FlushOptions options = new FlushOptions().setWaitForFlush(false)) {
      database.flush(options, families(database));
    } catch (RocksDBException failed) {
      throw new ProcessorStateException("store " + name() + " could not be written", failed);
    }
  }

  /** What was put from now on counts as not flushed; to be called by the thread that writes. */
  void countUnflushed() {
    unflushed = 0;
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
      // rows and what Streams says of them, together: neither may be newer than the other
      database.flush(flush, families(database));
      database.compactRange(database.getDefaultColumnFamily(), null, null, options);
      // a change of the files is told in a manifest that names the files of before with the keys at
      // their ends; the next change makes it go, too
      database.delete(database.getDefaultColumnFamily(), unlogged, NO_KEY);
      database.flush(flush, families(database));
    } catch (RocksDBException failed) {
      if (isOpen()) {
        throw new IllegalStateException("store " + name() + " could not be compacted", failed);
      }
    } finally {
      underWay = null;
      compacting.unlock();
    }
  }

  /**
   * The rows for readers, past Streams' own methods: those let one thread in at a time, the one
   * that writes included, and virtual threads that wait there cost twice what a look-up does. The
   * store must not be closed while this is used.
   *
   * @throws InvalidStateStoreException when the store is closed
   */
  RowSource unlocked() {
    return new DatabaseRows(open(), Objects.requireNonNull(reads));
  }

  private RocksDB open() {
    RocksDB database = database();
    if (!isOpen() || database == null) {
      throw new InvalidStateStoreException("store " + name() + " is closed");
    }
    return database;
  }

  /**
   * The rows as they are now. To be released before the store is closed, which must not happen
   * while this is called.
   *
   * @throws InvalidStateStoreException when the store is closed
   */
  Snapshotted held() {
    return Snapshotted.of(open());
  }

  /** How many entries there are about, and how many bytes between keys; same care as above. */
  KindSizes sizes() {
    return new KindSizes(open());
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

  private static Field field(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException changed) {
      throw new ExceptionInInitializerError(changed);
    }
  }

  private @Nullable RocksDB database() {
    return (RocksDB) inner(DATABASE, this);
  }

  /** That of the rows, and that in which Streams keeps offsets and whether the store was closed. */
  private List<ColumnFamilyHandle> families(RocksDB database) {
    Object accessor = Objects.requireNonNull(inner(FAMILIES, this));
    Field offsets = field(accessor.getClass().getSuperclass(), "offsetColumnFamilyHandle");
    return List.of(
        database.getDefaultColumnFamily(),
        (ColumnFamilyHandle) Objects.requireNonNull(inner(offsets, accessor)));
  }

  private static @Nullable Object inner(Field field, Object of) {
    try {
      return field.get(of);
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
      if (isOpen()) {
        RocksDbMemory.closed();
      }
      super.close();
      if (reads != null) {
        reads.close();
      }
    } finally {
      compacting.unlock();
    }
  }
}
