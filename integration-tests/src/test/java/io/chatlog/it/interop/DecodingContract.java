package io.chatlog.it.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.chatlog.avro.EventRecord;
import io.chatlog.avro.FeedRecord;
import io.chatlog.avro.RejectionRecord;
import io.chatlog.avro.SessionSummaryRecord;
import io.chatlog.avro.UserStatsRecord;
import io.chatlog.serde.RegistryClient;
import io.chatlog.serde.SchemaCatalogue;
import io.chatlog.serde.WireEncoder;
import io.chatlog.topic.TopicPlan;
import io.chatlog.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever registry holds our schemas, the example consumers decode every field of every kind of
 * record of every topic as it was written.
 */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DecodingContract {
  private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(10);

  /** Three bytes each: near the largest record, and above what one batch usually holds. */
  private static final int LARGE_CHARACTERS = 1_000_000;

  private final Map<Topic, Map<Place, JsonNode>> written = new HashMap<>();

  /** A place in a topic. */
  record Place(int partition, long offset) {}

  /** What is written to each topic, and how. */
  enum Topic {
    EVENTS(Topics.EVENTS, EventRecord.class, EventRecord.getClassSchema(), "zstd"),
    FEED(Topics.FEED, FeedRecord.class, FeedRecord.getClassSchema(), "zstd"),
    REJECTIONS(Topics.REJECTIONS, RejectionRecord.class, RejectionRecord.getClassSchema(), "zstd"),
    SESSIONS(
        Topics.SESSIONS, SessionSummaryRecord.class, SessionSummaryRecord.getClassSchema(), "zstd"),
    USER_STATS(Topics.USER_STATS, UserStatsRecord.class, UserStatsRecord.getClassSchema(), "zstd");

    private final String topicName;
    private final Class<? extends SpecificRecord> type;
    private final Schema schema;
    private final String compression;

    Topic(
        String topicName, Class<? extends SpecificRecord> type, Schema schema, String compression) {
      this.topicName = topicName;
      this.type = type;
      this.schema = schema;
      this.compression = compression;
    }
  }

  /** The log that the records are on. */
  abstract InteropLog log();

  /** The base URL of the registry. */
  abstract URI registry();

  @BeforeAll
  void write() throws Exception {
    try (RegistryClient client = new RegistryClient(List.of(registry()), REGISTRY_PATIENCE)) {
      for (Topic topic : Topic.values()) {
        String subject = SchemaCatalogue.subject(topic.topicName);
        String schema = SchemaCatalogue.latest(topic.topicName).schemaJson();
        int id = client.register(subject, schema);
        assertThat(client.register(subject, schema)).as("id when registered again").isEqualTo(id);
        written.put(topic, write(topic, id, topic.type));
      }
    }
  }

  @AfterAll
  void forget() {
    written.clear();
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void nodeDecodesEveryField(Topic topic) throws Exception {
    reads(ExampleConsumer.NODE, topic);
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void pythonDecodesEveryField(Topic topic) throws Exception {
    reads(ExampleConsumer.PYTHON, topic);
  }

  private void reads(ExampleConsumer consumer, Topic topic) throws Exception {
    Map<Place, JsonNode> expected = written.get(topic);
    List<JsonNode> printed =
        consumer.read(log().bootstrapServers(), registry(), topic.topicName, expected.size());
    Map<Place, JsonNode> read = new HashMap<>();
    for (JsonNode line : printed) {
      assertThat(line.get("topic").textValue()).isEqualTo(topic.topicName);
      assertThat(line.get("key").textValue()).isEqualTo("key of " + topic.topicName);
      Place place = new Place(line.get("partition").intValue(), line.get("offset").longValue());
      read.put(place, AvroJson.comparable(line.get("value")));
    }
    assertThat(read).isEqualTo(expected);
  }

  private <T extends SpecificRecord> Map<Place, JsonNode> write(
      Topic topic, int schemaId, Class<T> type) throws Exception {
    WireEncoder<T> encoder = new WireEncoder<>(schemaId, type);
    Map<Place, JsonNode> places = new HashMap<>();
    Map<String, Object> settings =
        Map.of("compression.type", topic.compression, "max.request.size", 4 << 20);
    try (KafkaProducer<byte[], byte[]> producer = log().producer(settings)) {
      int partition = 0;
      for (SpecificRecord sample : SampleRecords.of(topic.schema)) {
        T record = type.cast(sample);
        Place place = send(producer, topic, partition++, encoder.encode(record));
        places.put(place, AvroJson.of(record));
      }
      T large = type.cast(SampleRecords.of(topic.schema).getFirst());
      large.put(0, "漢".repeat(LARGE_CHARACTERS));
      places.put(send(producer, topic, partition++, encoder.encode(large)), AvroJson.of(large));
      places.put(send(producer, topic, partition, null), NullNode.instance);
    }
    return places;
  }

  private static Place send(
      KafkaProducer<byte[], byte[]> producer, Topic topic, int partition, byte @Nullable [] value)
      throws InterruptedException {
    RecordMetadata metadata =
        InteropLog.send(
            producer,
            new ProducerRecord<>(
                topic.topicName,
                partition % TopicPlan.STANDALONE_PARTITIONS,
                ("key of " + topic.topicName).getBytes(UTF_8),
                value));
    return new Place(metadata.partition(), metadata.offset());
  }
}
