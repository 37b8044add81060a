package io.chatlog.processor.runtime;

import io.chatlog.processor.upkeep.PartitionLog;
import io.chatlog.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads one partition of {@code chatlog.events} past the processor. For one thread. */
final class KafkaPartitionLog implements PartitionLog {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long STANDSTILL_NANOS_MAX = Duration.ofSeconds(60).toNanos();

  // beside the processor's own fetches, and so little that many records are not held at once
  private static final int FETCH_BYTES_MAX = 4 << 20;

  private final TopicPartition topic;
  private final KafkaConsumer<byte[], byte[]> consumer;

  KafkaPartitionLog(String bootstrapServers, int partition) {
    this.topic = new TopicPartition(Topics.EVENTS, partition);
    this.consumer =
        new KafkaConsumer<>(
            settings(bootstrapServers), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(List.of(topic));
  }

  @Override
  public long end() {
    try {
      return consumer.endOffsets(List.of(topic)).getOrDefault(topic, 0L);
    } catch (KafkaException unreachable) {
      throw broken(unreachable);
    }
  }

  @Override
  public void read(long from, long end, Visitor visitor) {
    if (from >= end) {
      return;
    }
    try {
      if (from == 0) {
        consumer.seekToBeginning(List.of(topic));
      } else {
        consumer.seek(topic, from);
      }
      long position = consumer.position(topic);
      long movedNanos = System.nanoTime();
      while (position < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() >= end) {
            return;
          }
          visitor.visit(record.offset(), record.key(), record.value());
        }
        long now = consumer.position(topic);
        if (now > position) {
          position = now;
          movedNanos = System.nanoTime();
        } else if (System.nanoTime() - movedNanos > STANDSTILL_NANOS_MAX) {
          throw new UncheckedIOException(new IOException(topic + " stands still at " + now));
        }
      }
    } catch (KafkaException unreachable) {
      throw broken(unreachable);
    }
  }

  private UncheckedIOException broken(KafkaException cause) {
    return new UncheckedIOException(new IOException(topic + " cannot be read", cause));
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static Map<String, Object> settings(String bootstrapServers) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
        FETCH_BYTES_MAX,
        ConsumerConfig.CLIENT_ID_CONFIG,
        "chatlog-upkeep");
  }
}
