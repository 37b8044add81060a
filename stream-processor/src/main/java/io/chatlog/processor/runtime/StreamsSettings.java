package io.chatlog.processor.runtime;

import com.sun.management.OperatingSystemMXBean;
import io.chatlog.processor.store.RocksDbMemory;
import io.chatlog.processor.store.RocksDbSettings;
import io.chatlog.processor.topology.ChatlogTopology;
import io.chatlog.processor.topology.Names;
import io.chatlog.topic.TopicCatalogue;
import java.lang.management.ManagementFactory;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka Streams is told. */
final class StreamsSettings {
  private static final int POLL_RECORDS_MAX = 1_000;
  private static final int PRODUCER_BATCH_BYTES = 128 * 1024;
  private static final int LINGER_MILLIS = 2_000;

  private static final int THREADS_MAX_UNASKED = 8;

  private StreamsSettings() {}

  private static int threads(ProcessorConfig config) {
    return config.threads() > 0
        ? config.threads()
        : Math.min(Runtime.getRuntime().availableProcessors(), THREADS_MAX_UNASKED);
  }

  static Properties of(ProcessorConfig config, String nodeId, String advertised) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, Names.APPLICATION);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, config.dataDir().resolve("state").toString());
    settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, advertised);
    // stores, changelogs, outputs and offsets move together or not at all
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // what is decided as it comes is committed sooner: see CommitPace
    settings.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
        Math.max(config.commitIntervalMillis(), config.commitIntervalBehindMillis()));
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads(config));
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbys());
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.replicationFactor());
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbSettings.class);
    settings.putAll(
        RocksDbSettings.configs(blockCacheBytes(config), config.rocksdbWriteBufferBytes()));
    settings.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        config.sessionTimeoutMillis());
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        config.sessionTimeoutMillis() / 4);
    // a static member that comes back at once after a kill gets its partitions back at once
    settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), nodeId);
    settings.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), POLL_RECORDS_MAX);
    // 0.6 of the bytes that lz4 leaves, for 1 µs of CPU more for each KB of records
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG),
        ChatlogTopology.COMPRESSION);
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), PRODUCER_BATCH_BYTES);
    // nobody reads a record before its transaction ends, and that sends what waits
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MILLIS);
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        TopicCatalogue.MESSAGE_BYTES_MAX);
    return settings;
  }

  private static long blockCacheBytes(ProcessorConfig config) {
    return config.rocksdbBlockCacheBytes() == 0
        ? RocksDbMemory.blockCacheBytes(
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize())
        : config.rocksdbBlockCacheBytes();
  }
}
