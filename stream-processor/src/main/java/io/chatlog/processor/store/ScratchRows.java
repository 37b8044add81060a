package io.chatlog.processor.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Rows for the time of one piece of work, in a directory that is emptied before and after. Holds
 * about 32 MiB of memory, however many rows there are; nothing of it survives a crash. For one
 * thread.
 */
public final class ScratchRows implements RowSource, AutoCloseable {
  private static final long CACHE_BYTES = 16 << 20;
  private static final long WRITE_BUFFER_BYTES = 8 << 20;
  private static final int WRITE_BUFFERS_MAX = 2;
  private static final int FILTER_BITS = 10;
  private static final int OPEN_FILES_MAX = 128;
  private static final int LOG_FILES_MAX = 1;

  private final Path directory;
  private final LRUCache cache = new LRUCache(CACHE_BYTES);
  private final BloomFilter filter = new BloomFilter(FILTER_BITS);
  private final Options options;
  private final WriteOptions writes = new WriteOptions().setDisableWAL(true);
  private final ReadOptions reads = new ReadOptions();
  private final RocksDB database;
  private final DatabaseRows rows;

  private ScratchRows(Path directory) throws RocksDBException {
    this.directory = directory;
    this.options =
        new Options()
            .setCreateIfMissing(true)
            .setWriteBufferSize(WRITE_BUFFER_BYTES)
            .setMaxWriteBufferNumber(WRITE_BUFFERS_MAX)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setMaxOpenFiles(OPEN_FILES_MAX)
            .setKeepLogFileNum(LOG_FILES_MAX)
            .setTableFormatConfig(
                new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(filter));
    this.database = RocksDB.open(options, directory.toString());
    this.rows = new DatabaseRows(database, reads);
  }

  /**
   * No rows yet, to be kept in a directory; what is there goes.
   *
   * @throws UncheckedIOException when the directory cannot be used
   */
  public static ScratchRows open(Path directory) {
    RocksDB.loadLibrary();
    try {
      delete(directory);
      Files.createDirectories(directory);
      return new ScratchRows(directory);
    } catch (IOException | RocksDBException broken) {
      throw new UncheckedIOException(new IOException(directory + " cannot be used", broken));
    }
  }

  /** Puts rows or, with a null value, takes them away; all at once. */
  public void putAll(List<KeyValue<Bytes, byte[]>> changed) {
    try (WriteBatch batch = new WriteBatch()) {
      for (KeyValue<Bytes, byte[]> row : changed) {
        if (row.value == null) {
          batch.delete(row.key.get());
        } else {
          batch.put(row.key.get(), row.value);
        }
      }
      database.write(writes, batch);
    } catch (RocksDBException broken) {
      throw new ProcessorStateException(directory + " cannot be written", broken);
    }
  }

  /** Puts one row. */
  public void put(Bytes key, byte[] value) {
    putAll(List.of(KeyValue.pair(key, value)));
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return rows.get(key);
  }

  @Override
  public void scan(Bytes from, Bytes end, boolean reverse, RowVisitor visitor) {
    rows.scan(from, end, reverse, visitor);
  }

  @Override
  public void close() {
    database.close();
    reads.close();
    writes.close();
    options.close();
    filter.close();
    cache.close();
    try {
      delete(directory);
    } catch (IOException left) {
      throw new UncheckedIOException(directory + " cannot be deleted", left);
    }
  }

  /** Deletes a directory with all that is in it, if there is one. */
  public static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
