package io.chatlog.standalone.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.config.Settings;
import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.ingest.accept.WriteLimits;
import io.chatlog.ingest.app.IngestConfig;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.Append.Acknowledged;
import io.chatlog.ingest.publish.Append.NotWritten;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.KafkaEventLog;
import io.chatlog.ingest.publish.LogRecord;
import io.chatlog.ingest.publish.ProducerSettings;
import io.chatlog.standalone.broker.BrokerSettings;
import io.chatlog.standalone.broker.EmbeddedBroker;
import io.chatlog.standalone.net.FreePorts;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.topic.TopicAdmin;
import io.chatlog.topic.TopicPlan;
import io.chatlog.topic.Topics;
import io.chatlog.value.MessageId;
import io.chatlog.value.Position;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingest's log on a real broker, its death and return included. */
class KafkaEventLogTest {
  private static final int PARTITIONS = 4;
  private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(2);

  @TempDir Path dir;
  private BrokerSettings brokerSettings;
  private EmbeddedBroker broker;
  private KafkaEventLog log;

  @BeforeEach
  void start() throws Exception {
    HostPort fixed = new HostPort("127.0.0.1", FreePorts.choose("127.0.0.1"));
    brokerSettings = BrokerSettings.alone(fixed, "127.0.0.1", dir.resolve("kafka"));
    broker = EmbeddedBroker.start(brokerSettings);
    try (TopicAdmin topics =
        TopicAdmin.connect(broker.bootstrapServers(), Duration.ofSeconds(20))) {
      topics.ensure(TopicPlan.standalone().withPartitions(PARTITIONS));
    }
    ProducerSettings producer = producerSettings();
    log =
        new KafkaEventLog(
            new KafkaProducer<>(producer.toProperties("test")),
            Topics.EVENTS,
            producer.deliveryTimeout());
    appendUntilAcknowledged("first");
  }

  /** The settings of production, but for the time after which a write is given up. */
  private ProducerSettings producerSettings() {
    return IngestConfig.from(
            Settings.load(
                null,
                Map.of(),
                Map.of(
                    "chatlog.kafka.bootstrap_servers",
                    broker.bootstrapServers(),
                    "chatlog.ingest.log.delivery_timeout_ms",
                    GIVEN_UP_AFTER.toMillis(),
                    "chatlog.ingest.log.request_timeout_ms",
                    GIVEN_UP_AFTER.toMillis())))
        .producer();
  }

  @AfterEach
  void stop() {
    log.close();
    broker.close();
  }

  @Test
  void recordsStandInTheOrderOfTheirCallsAtTheirPositions() {
    List<LogRecord> records = new ArrayList<>();
    for (int at = 0; at < 4_000; at++) {
      records.add(record(at % PARTITIONS, "key-" + at));
    }
    List<Append> results = new ArrayList<>(log.append(records.subList(0, 2_500)));
    results.addAll(log.append(records.subList(2_500, 4_000)));

    Map<Position, String> written = readAll();
    Map<Integer, Long> last = new HashMap<>();
    for (int at = 0; at < 4_000; at++) {
      Position position = ((Acknowledged) results.get(at)).position();
      assertThat(written.get(position)).isEqualTo("key-" + at);
      assertThat(position.offset()).isGreaterThan(last.getOrDefault(at % PARTITIONS, -1L));
      last.put(position.partition(), position.offset());
    }
    assertThat(written).hasSize(4_001);
  }

  @Test
  void theLargestMessageIsTaken() {
    byte[] noise = new byte[WriteLimits.defaults().contentBytesMax() / 2];
    new Random(3).nextBytes(noise);
    Event event =
        new Event(
            "e",
            new UserId("ann"),
            null,
            1,
            null,
            new PostMessage(
                new SessionId("s"),
                new MessageId("m"),
                Role.USER,
                // Twice as long in UTF-8 as in Latin 1, and hardly to be compressed.
                new String(noise, StandardCharsets.ISO_8859_1) + "x",
                null,
                null,
                "{\"a\":\"" + "y".repeat(65_000) + "\"}",
                new float[4_096],
                null));
    assertThat(log.append(List.of(new EventEncoder(1, PARTITIONS).encode(event))).getFirst())
        .isInstanceOf(Acknowledged.class);
  }

  @Test
  void withoutABrokerNothingIsWrittenAndThatIsSaid() throws Exception {
    broker.close();

    assertThat(log.append(List.of(record(0, "lost"))).getFirst())
        .isInstanceOfSatisfying(
            NotWritten.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.LOG_UNAVAILABLE));
    long before = System.nanoTime();
    for (int call = 0; call < 20; call++) {
      assertThat(log.append(List.of(record(0, "lost"))).getFirst()).isInstanceOf(NotWritten.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .as("writes are refused at once while no broker answers")
        .isLessThan(GIVEN_UP_AFTER.multipliedBy(10));

    broker = EmbeddedBroker.start(brokerSettings);
    appendUntilAcknowledged("back");
    assertThat(readAll().values()).contains("first", "back").doesNotContain("lost");
  }

  /** A broker needs a moment after it listens until its partitions have a leader. */
  private void appendUntilAcknowledged(String key) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!(log.append(List.of(record(0, key))).getFirst() instanceof Acknowledged)) {
      assertThat(System.nanoTime()).as("the log came up").isLessThan(deadline);
    }
  }

  private static LogRecord record(int partition, String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return new LogRecord(partition, bytes, bytes);
  }

  private Map<Position, String> readAll() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      partitions.add(new TopicPartition(Topics.EVENTS, partition));
    }
    Map<Position, String> found = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          found.put(
              new Position(record.partition(), record.offset()),
              new String(record.key(), StandardCharsets.UTF_8));
        }
      }
    }
    return found;
  }
}
