package io.chatlog.it.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A producer that is not ours. */
public final class PlainProducer implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;

  private PlainProducer(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** Of a cluster. */
  public static PlainProducer of(String bootstrap) {
    return new PlainProducer(
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
            new ByteArraySerializer(),
            new ByteArraySerializer()));
  }

  /** Writes a record and returns its position. */
  public String send(String topic, int partition, String key, byte @Nullable [] value) {
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    try {
      RecordMetadata written =
          producer.send(new ProducerRecord<>(topic, partition, keyBytes, value)).get();
      return written.partition() + ":" + written.offset();
    } catch (ExecutionException e) {
      throw new IllegalStateException("not written to " + topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
