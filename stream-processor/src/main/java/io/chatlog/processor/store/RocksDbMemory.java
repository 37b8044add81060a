package io.chatlog.processor.store;

import io.chatlog.view.StoreFigures;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Cache;
import org.rocksdb.HistogramType;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.Statistics;
import org.rocksdb.StatsLevel;
import org.rocksdb.TickerType;
import org.rocksdb.WriteBufferManager;

/**
 * The memory that all RocksDB stores of a process share. Write buffers are charged to the block
 * cache, so its size bounds both; rows have a cache of their own. Native memory, never freed: it
 * lives as long as the process.
 *
 * @param cache holds blocks, indexes and filters of files, and stands for the write buffers
 * @param rows holds rows that were looked up; what is written anew is another one to it
 * @param writeBuffers flushes the oldest buffers when all together are too large
 * @param statistics counts, of all stores together
 * @param bytesMax all of it
 * @param writeBufferBytes what of it may be write buffers
 */
public record RocksDbMemory(
    Cache cache,
    Cache rows,
    WriteBufferManager writeBuffers,
    Statistics statistics,
    long bytesMax,
    long writeBufferBytes) {
  // a share for indexes and filters, which scans of data must not push out
  private static final double HIGH_PRIORITY_SHARE = 0.3;
  private static final int SHARD_BITS = 4;

  /** Of what is for blocks and rows, so much is for rows. */
  private static final int ROWS_SHARE = 8;

  private static final int MACHINE_SHARE = 32;
  private static final long BLOCK_CACHE_BYTES_MIN = 64 << 20;
  private static final long BLOCK_CACHE_BYTES_MAX = 1 << 30;

  private static final AtomicInteger STORES_OPEN = new AtomicInteger();

  private static @Nullable RocksDbMemory instance;

  /**
   * Memory for blocks, indexes and filters on a machine, or in a container, that has so much.
   *
   * @param machineBytes all the memory that there is
   */
  public static long blockCacheBytes(long machineBytes) {
    return Math.clamp(machineBytes / MACHINE_SHARE, BLOCK_CACHE_BYTES_MIN, BLOCK_CACHE_BYTES_MAX);
  }

  /**
   * The memory of this process; the first call decides about its size.
   *
   * @param blockCacheBytes for blocks, indexes and filters, and for rows
   * @param writeBufferBytes for write buffers
   */
  static synchronized RocksDbMemory shared(long blockCacheBytes, long writeBufferBytes) {
    RocksDbMemory memory = instance;
    if (memory == null) {
      RocksDB.loadLibrary();
      long rowBytes = blockCacheBytes / ROWS_SHARE;
      long bytesMax = blockCacheBytes + writeBufferBytes;
      Cache cache = new LRUCache(bytesMax - rowBytes, SHARD_BITS, false, HIGH_PRIORITY_SHARE);
      Cache rows = new LRUCache(rowBytes, SHARD_BITS, false);
      // counts only: a histogram of times reads the clock twice at every look-up and write
      Statistics statistics = new Statistics(EnumSet.allOf(HistogramType.class));
      statistics.setStatsLevel(StatsLevel.EXCEPT_DETAILED_TIMERS);
      memory =
          new RocksDbMemory(
              cache,
              rows,
              new WriteBufferManager(writeBufferBytes, cache),
              statistics,
              bytesMax,
              writeBufferBytes);
      instance = memory;
    }
    return memory;
  }

  /** A store was opened. */
  static void opened() {
    STORES_OPEN.incrementAndGet();
  }

  /** A store was closed. */
  static void closed() {
    STORES_OPEN.decrementAndGet();
  }

  /**
   * How many bytes each of the open stores may have waiting in memory before RocksDB writes them to
   * a file by itself.
   */
  static synchronized long bufferBytesEach() {
    if (instance == null) {
      return Long.MAX_VALUE;
    }
    // RocksDB begins to write when all together have used up 7/8
    long share = instance.writeBufferBytes / 8 * 7 / Math.max(1, STORES_OPEN.get());
    return Math.min(share, RocksDbSettings.bufferBytesMax(instance.writeBufferBytes));
  }

  /** Bytes in use by all stores of this process; 0 before the first was opened. */
  public static synchronized long bytesUsed() {
    return instance == null ? 0 : instance.cache.getUsage() + instance.rows.getUsage();
  }

  /** Bytes in use that cannot be given up for others now, write buffers included. */
  public static synchronized long bytesPinned() {
    return instance == null ? 0 : instance.cache.getPinnedUsage();
  }

  /** Bytes that may be in use; 0 before the first store was opened. */
  public static synchronized long bytesLimit() {
    return instance == null ? 0 : instance.bytesMax;
  }

  /** All of this together. */
  static synchronized StoreFigures.Memory figures() {
    return instance == null
        ? new StoreFigures.Memory(0, 0, 0, 0)
        : new StoreFigures.Memory(
            instance.cache.getUsage() + instance.rows.getUsage(),
            instance.bytesMax,
            instance.statistics.getTickerCount(TickerType.BLOCK_CACHE_HIT),
            instance.statistics.getTickerCount(TickerType.BLOCK_CACHE_MISS));
  }

  /** How often a block that was looked for was in memory, 0..1; NaN before any was. */
  public static synchronized double cacheHitRatio() {
    if (instance == null) {
      return Double.NaN;
    }
    double hits = instance.statistics.getTickerCount(TickerType.BLOCK_CACHE_HIT);
    double misses = instance.statistics.getTickerCount(TickerType.BLOCK_CACHE_MISS);
    return hits / (hits + misses);
  }
}
