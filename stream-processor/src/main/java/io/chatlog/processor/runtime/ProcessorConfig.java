package io.chatlog.processor.runtime;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of the stream processor: {@code chatlog.processor}, and where Kafka is. The comments
 * in {@code reference.conf} say what each means.
 */
public record ProcessorConfig(
    String bootstrapServers,
    Path dataDir,
    String nodeId,
    String host,
    int port,
    String advertisedHost,
    int threads,
    int standbys,
    int commitIntervalMillis,
    int commitIntervalBehindMillis,
    int sessionTimeoutMillis,
    int replicationFactor,
    boolean feedEnabled,
    long eraseWithinMillis,
    int readsMax,
    long rocksdbBlockCacheBytes,
    long rocksdbWriteBufferBytes,
    long luceneBufferBytes,
    boolean vectorGraph) {

  public ProcessorConfig {
    List<String> faults = new ArrayList<>();
    within(faults, "port", port, 0, 65_535);
    within(faults, "threads", threads, 0, 64);
    within(faults, "standbys", standbys, 0, 6);
    within(faults, "commit_interval_ms", commitIntervalMillis, 10, 30_000);
    within(faults, "commit_interval_behind_ms", commitIntervalBehindMillis, 10, 30_000);
    within(faults, "session_timeout_ms", sessionTimeoutMillis, 6_000, 45_000);
    within(faults, "replication_factor", replicationFactor, -1, 7);
    within(faults, "erase_within_ms", eraseWithinMillis, 2_000, 1L << 40);
    within(faults, "reads_max", readsMax, 1, 10_000);
    if (rocksdbBlockCacheBytes != 0) {
      within(faults, "rocksdb_block_cache_bytes", rocksdbBlockCacheBytes, 1 << 20, 1L << 40);
    }
    within(faults, "rocksdb_write_buffer_bytes", rocksdbWriteBufferBytes, 1 << 20, 1L << 40);
    within(faults, "lucene_buffer_bytes", luceneBufferBytes, 1 << 20, 1 << 30);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join(System.lineSeparator(), faults));
    }
  }

  /**
   * The settings under {@code chatlog}.
   *
   * @throws IllegalArgumentException when values are out of bounds; one line per fault
   */
  public static ProcessorConfig from(Config chatlog) {
    Config own = chatlog.getConfig("processor");
    return new ProcessorConfig(
        chatlog.getString("kafka.bootstrap_servers"),
        Path.of(own.getString("data_dir")),
        own.getString("node_id"),
        own.getString("host"),
        own.getInt("port"),
        own.getString("advertised_host"),
        own.getInt("threads"),
        own.getInt("standbys"),
        own.getInt("commit_interval_ms"),
        own.getInt("commit_interval_behind_ms"),
        own.getInt("session_timeout_ms"),
        own.getInt("replication_factor"),
        own.getBoolean("feed_enabled"),
        own.getLong("erase_within_ms"),
        own.getInt("reads_max"),
        own.getLong("rocksdb_block_cache_bytes"),
        own.getLong("rocksdb_write_buffer_bytes"),
        own.getLong("lucene_buffer_bytes"),
        own.getBoolean("vector_graph"));
  }

  private static void within(List<String> faults, String key, long value, long least, long most) {
    if (value < least || value > most) {
      faults.add("chatlog.processor." + key + " is " + value + ", not " + least + ".." + most);
    }
  }
}
