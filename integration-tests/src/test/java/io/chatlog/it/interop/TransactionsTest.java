package io.chatlog.it.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.avro.UserStatsRecord;
import io.chatlog.serde.SchemaCatalogue;
import io.chatlog.serde.WireEncoder;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.standalone.registry.http.RegistryServer;
import io.chatlog.topic.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The derived topics are written in transactions: consumers must leave out what was aborted, and
 * must not take the markers for records.
 */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionsTest {
  private static final String TOPIC = Topics.USER_STATS;

  private InteropLog log;
  private RegistryServer registry;
  private WireEncoder<UserStatsRecord> encoder;

  @BeforeAll
  void write(@TempDir Path directory) throws Exception {
    log = InteropLog.start(directory);
    registry = RegistryServer.start(new HostPort("127.0.0.1", 0), SchemaCatalogue.released());
    encoder = new WireEncoder<>(SchemaCatalogue.latest(TOPIC).id(), UserStatsRecord.class);
    try (KafkaProducer<byte[], byte[]> one = transactional("one");
        KafkaProducer<byte[], byte[]> two = transactional("two")) {
      one.beginTransaction();
      send(one, "committed-1");
      send(one, "committed-2");
      one.commitTransaction();

      one.beginTransaction();
      two.beginTransaction();
      send(one, "aborted-1");
      send(two, "committed-3");
      send(one, "aborted-2");
      one.abortTransaction();
      send(two, "committed-4");
      two.commitTransaction();

      two.beginTransaction();
      send(two, "aborted-3");
      two.abortTransaction();
      two.beginTransaction();
      send(two, "committed-5");
      two.commitTransaction();
    }
  }

  @AfterAll
  void stop() {
    registry.close();
    log.close();
  }

  @ParameterizedTest
  @EnumSource(ExampleConsumer.class)
  void committedRecordsOnly(ExampleConsumer consumer) throws Exception {
    assertThat(read(consumer, 5, "read_committed"))
        .containsExactly("committed-1", "committed-2", "committed-3", "committed-4", "committed-5");
  }

  @ParameterizedTest
  @EnumSource(ExampleConsumer.class)
  void everyRecordWhenAskedForUncommittedOnes(ExampleConsumer consumer) throws Exception {
    assertThat(read(consumer, 8, "read_uncommitted"))
        .containsExactly(
            "committed-1",
            "committed-2",
            "aborted-1",
            "committed-3",
            "aborted-2",
            "committed-4",
            "aborted-3",
            "committed-5");
  }

  private List<String> read(ExampleConsumer consumer, int count, String isolation)
      throws Exception {
    List<JsonNode> printed =
        consumer.read(log.bootstrapServers(), registry.url(), TOPIC, count, isolation);
    return printed.stream().map(line -> line.at("/value/user_id").textValue()).toList();
  }

  private KafkaProducer<byte[], byte[]> transactional(String id) {
    KafkaProducer<byte[], byte[]> producer =
        log.producer(Map.of("transactional.id", id, "compression.type", "lz4"));
    producer.initTransactions();
    return producer;
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String user)
      throws InterruptedException {
    UserStatsRecord record = new UserStatsRecord(user, 1L, 2L, Map.of("user", 2L), null, null);
    InteropLog.send(
        producer, new ProducerRecord<>(TOPIC, 0, user.getBytes(UTF_8), encoder.encode(record)));
  }
}
