package io.chatlog.processor.runtime;

import io.chatlog.event.Event;
import io.chatlog.processor.topology.ErasedEvents;
import io.chatlog.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads {@code chatlog.erased}, one partition from its beginning to its end. The topic holds a few
 * hundred bytes for each message that was deleted alone; what a state has passed already is not
 * kept in memory.
 */
final class KafkaErasedEvents implements ErasedEvents {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long READ_NANOS_MAX = Duration.ofSeconds(60).toNanos();

  private final String bootstrapServers;

  KafkaErasedEvents(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  @Override
  public SortedMap<Long, byte[]> behind(int partition, long offset) {
    TopicPartition topic = new TopicPartition(Topics.ERASED, partition);
    SortedMap<Long, byte[]> found = new TreeMap<>();
    long deadline = System.nanoTime() + READ_NANOS_MAX;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(topic));
      consumer.seekToBeginning(List.of(topic));
      long end = consumer.endOffsets(List.of(topic)).getOrDefault(topic, 0L);
      while (consumer.position(topic) < end) {
        if (System.nanoTime() > deadline) {
          throw new UncheckedIOException(new IOException(topic + " could not be read in time"));
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          long erased = offset(record.key());
          if (record.value() == null) {
            found.remove(erased);
          } else if (erased > offset) {
            found.put(erased, record.value());
          }
        }
      }
    } catch (KafkaException unreachable) {
      throw new UncheckedIOException(new IOException(topic + " cannot be read", unreachable));
    }
    return found;
  }

  private static long offset(byte[] key) {
    String text = new String(key, StandardCharsets.UTF_8);
    return Long.parseLong(text.substring(text.lastIndexOf(Event.KEY_SEPARATOR) + 1));
  }

  private Map<String, Object> settings() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.CLIENT_ID_CONFIG,
        "chatlog-erased");
  }
}
