package io.chatlog.it.interop;

import io.chatlog.standalone.broker.BrokerSettings;
import io.chatlog.standalone.broker.EmbeddedBroker;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.topic.TopicAdmin;
import io.chatlog.topic.TopicPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with Chatlog's topics. */
final class InteropLog implements AutoCloseable {
  private static final Duration TOPICS_TIMEOUT = Duration.ofSeconds(30);

  private final EmbeddedBroker broker;

  private InteropLog(EmbeddedBroker broker) {
    this.broker = broker;
  }

  static InteropLog start(Path directory) throws Exception {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            BrokerSettings.alone(
                new HostPort("127.0.0.1", 0), "127.0.0.1", directory.resolve("kafka")));
    try (TopicAdmin topics = TopicAdmin.connect(broker.bootstrapServers(), TOPICS_TIMEOUT)) {
      topics.ensure(TopicPlan.standalone());
    }
    return new InteropLog(broker);
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** A producer as ours are, but for its transactions where it has an id for them. */
  KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of("bootstrap.servers", bootstrapServers(), "acks", "all", "linger.ms", 50));
    settings.putAll(more);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static RecordMetadata send(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
      throws InterruptedException {
    try {
      return producer.send(record).get();
    } catch (ExecutionException e) {
      throw new AssertionError("the broker refused a record", e.getCause());
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
