package io.chatlog.ingest.publish;

import io.chatlog.avro.EventRecord;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.serde.SchemaSource;
import io.chatlog.serde.UndecodableRecord;
import io.chatlog.serde.WireDecoder;
import io.chatlog.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events topic, read by a consumer group from its beginning. */
public final class KafkaWrittenEvents implements WrittenEvents {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaWrittenEvents.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int RECORDS_MAX = 256;

  /** Longer than any call that is made between two polls. */
  private static final int POLL_INTERVAL_MS_MAX = 900_000;

  /** After that its partitions go to the others, where a process was killed. */
  private static final int SESSION_MS_MAX = 10_000;

  private static final int HEARTBEAT_MS = 3_000;

  /** While a group forms, leaving it takes as long as the forming. */
  private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

  private static final int FETCH_BYTES_MAX = 8 << 20;

  private final Consumer<byte[], byte[]> consumer;
  private final WireDecoder<EventRecord> decoder;

  private KafkaWrittenEvents(Consumer<byte[], byte[]> consumer, WireDecoder<EventRecord> decoder) {
    this.consumer = consumer;
    this.decoder = decoder;
  }

  /**
   * Joins a group of readers.
   *
   * @param schemas asked once for each schema that events were written with
   */
  public static KafkaWrittenEvents join(
      String bootstrapServers, String group, SchemaSource schemas) {
    Properties settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, group);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_MAX);
    settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, POLL_INTERVAL_MS_MAX);
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS_MAX);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES_MAX);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(Topics.EVENTS));
    return new KafkaWrittenEvents(consumer, new WireDecoder<>(schemas, EventRecord.class));
  }

  @Override
  public List<Event> next() {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    List<Event> events = new ArrayList<>();
    try {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        byte[] value = record.value();
        if (value != null) { // else it is erased
          add(value, record, events);
        }
      }
    } catch (UncheckedIOException noRegistry) {
      giveBack(records);
      throw noRegistry;
    }
    return events;
  }

  /** Gives them out again at the next call. */
  private void giveBack(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      consumer.seek(partition, records.records(partition).getFirst().offset());
    }
  }

  private void add(byte[] value, ConsumerRecord<?, ?> record, List<Event> events) {
    try {
      events.add(EventAvro.fromAvro(decoder.decode(value)));
    } catch (UndecodableRecord | IllegalArgumentException broken) {
      LOG.debug("passed over {}:{}: {}", record.partition(), record.offset(), broken.toString());
    } catch (IOException noRegistry) {
      throw new UncheckedIOException(noRegistry);
    }
  }

  @Override
  public void done() {
    try {
      consumer.commitSync();
    } catch (CommitFailedException | RebalanceInProgressException moved) {
      LOG.info("partitions moved: what was embedded last is looked at again: {}", moved.toString());
    }
  }

  @Override
  public void stay() {
    rest(Duration.ZERO);
  }

  @Override
  public void rest(Duration length) {
    consumer.pause(consumer.assignment());
    try {
      // keeps the membership, and gives nothing but of partitions that come in meanwhile
      giveBack(consumer.poll(length));
    } finally {
      consumer.resume(consumer.assignment());
    }
  }

  @Override
  public long backlog() {
    long behind = 0;
    // asked for, since what is not fetched meanwhile is not known to have grown
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      behind += Math.max(0, end.getValue() - consumer.position(end.getKey()));
    }
    return behind;
  }

  @Override
  public void wake() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_MAX));
  }
}
