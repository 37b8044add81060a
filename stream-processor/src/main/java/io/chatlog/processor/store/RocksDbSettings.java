package io.chatlog.processor.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.IndexType;
import org.rocksdb.Options;

/**
 * Settings of every RocksDB store of the process. All memory that grows with data, blocks, indexes
 * and filters of files and write buffers, is in one cache of a fixed size, see {@link
 * RocksDbMemory}.
 *
 * <p>Filters cover the last level too (Streams leaves them out there), because the most frequent
 * look-up of all, whether a message id is taken, finds nothing; write buffers have one for the same
 * reason. Blocks are compressed with LZ4, those of the last level with Zstandard and what their
 * file says again and again, a dictionary of samples, kept once in each file.
 *
 * <p>What a look-up costs is mostly waiting for memory: which blocks of a file it has to go
 * through, and how many places within each. So blocks bear a table of their keys, which tells where
 * to begin without halving, and keys are written out every {@value #RESTART_INTERVAL} of them;
 * pieces of indexes and filters are large, for fewer to be looked for among all that is cached; and
 * rows that were looked up lately are kept as rows. 40 rows of a page, looked up together: 178 µs
 * without all that, 148 µs where none was looked up before, 49 µs where all were ({@code
 * docs/decisions/0061-rows-that-were-looked-up-are-kept-as-rows.md}).
 */
public final class RocksDbSettings implements RocksDBConfigSetter {
  private static final String BLOCK_CACHE_BYTES = "chatlog.processor.rocksdb_block_cache_bytes";
  private static final String WRITE_BUFFER_BYTES = "chatlog.processor.rocksdb_write_buffer_bytes";
  private static final int BLOCK_BYTES = 16 * 1024;
  private static final int METADATA_BLOCK_BYTES = 32 * 1024;
  private static final int RESTART_INTERVAL = 8;
  private static final double KEYS_PER_TABLE_SLOT = 0.75;
  private static final long WRITE_BUFFER_BYTES_MIN = 1 << 20;
  private static final long WRITE_BUFFER_BYTES_MAX = 24 << 20;
  private static final int WRITE_BUFFERS_MAX = 3;
  private static final double WRITE_BUFFER_FILTER_SHARE = 0.05;
  private static final long MANIFEST_BYTES_MAX = 1;
  private static final long MANIFEST_PREALLOCATED_BYTES = 16 * 1024;
  private static final int DICTIONARY_BYTES = 64 * 1024;
  private static final int LOG_FILES_MAX = 2;
  private static final long LOG_BYTES_MAX = 1 << 20;

  /**
   * What is to be added to the configuration of the Kafka Streams client.
   *
   * @param blockCacheBytes for blocks, indexes and filters of all stores together
   * @param writeBufferBytes for write buffers of all stores together
   */
  public static Map<String, Object> configs(long blockCacheBytes, long writeBufferBytes) {
    return Map.of(
        BLOCK_CACHE_BYTES,
        Long.toString(blockCacheBytes),
        WRITE_BUFFER_BYTES,
        Long.toString(writeBufferBytes));
  }

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    long writeBufferBytes = number(configs, WRITE_BUFFER_BYTES);
    RocksDbMemory memory =
        RocksDbMemory.shared(number(configs, BLOCK_CACHE_BYTES), writeBufferBytes);
    // Streams reads the cache from this very object, so it is changed and not replaced
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.cache());
    table.setBlockSize(BLOCK_BYTES);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinL0FilterAndIndexBlocksInCache(true);
    table.setPinTopLevelIndexAndFilter(true);
    table.setIndexType(IndexType.kTwoLevelIndexSearch);
    table.setPartitionFilters(true);
    table.setMetadataBlockSize(METADATA_BLOCK_BYTES);
    table.setBlockRestartInterval(RESTART_INTERVAL);
    table.setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash);
    table.setDataBlockHashTableUtilRatio(KEYS_PER_TABLE_SLOT);
    options.setTableFormatConfig(table);
    options.setOptimizeFiltersForHits(false);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    options.setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION);
    try (CompressionOptions lastLevel = lastLevel()) {
      options.setBottommostCompressionOptions(lastLevel); // copied
    }
    options.setRowCache(memory.rows());
    options.setWriteBufferManager(memory.writeBuffers());
    options.setStatistics(memory.statistics());
    options.setWriteBufferSize(bufferBytesMax(writeBufferBytes));
    options.setMaxWriteBufferNumber(WRITE_BUFFERS_MAX);
    options.setMemtablePrefixBloomSizeRatio(WRITE_BUFFER_FILTER_SHARE);
    options.setMemtableWholeKeyFiltering(true);
    // a store has one writer
    options.setAllowConcurrentMemtableWrite(false);
    // it names the first and last key of files that are gone: written anew with every change
    options.setMaxManifestFileSize(MANIFEST_BYTES_MAX);
    // 4 MiB for each store otherwise, of which a manifest fills some KB
    options.setManifestPreallocationSize(MANIFEST_PREALLOCATED_BYTES);
    options.setStatsDumpPeriodSec(0);
    options.setKeepLogFileNum(LOG_FILES_MAX);
    options.setMaxLogFileSize(LOG_BYTES_MAX);
  }

  /**
   * The dictionary is samples as they are. Trained for what is frequent in them it would save
   * another twentieth, and double what a compaction costs.
   */
  private static CompressionOptions lastLevel() {
    return new CompressionOptions().setEnabled(true).setMaxDictBytes(DICTIONARY_BYTES);
  }

  /** The largest buffer of one store. */
  static long bufferBytesMax(long writeBufferBytes) {
    return Math.clamp(writeBufferBytes / 4, WRITE_BUFFER_BYTES_MIN, WRITE_BUFFER_BYTES_MAX);
  }

  private static long number(Map<String, Object> configs, String key) {
    Object value = configs.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " is not set");
    }
    return Long.parseLong(value.toString());
  }

  @Override
  public void close(String store, Options options) {
    // the cache and the write buffers are the process's
  }
}
