package io.chatlog.ingest.publish;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How the one producer of a process is set up. {@code acks=all} and idempotence are not settings:
 * nothing else is an acknowledgement here.
 *
 * @param bootstrapServers brokers, as host:port,host:port
 * @param linger how long a record may wait for company in its batch; 0 for not at all
 * @param batchBytesMax of one batch of one partition
 * @param bufferBytes memory of records that are not acknowledged
 * @param requestBytesMax of one request, and so of one record
 * @param deliveryTimeout until a record that is not acknowledged is given up
 * @param requestTimeout until a request that is not answered is sent again
 * @param maxBlock the longest wait for metadata or buffer memory
 */
public record ProducerSettings(
    String bootstrapServers,
    Duration linger,
    int batchBytesMax,
    long bufferBytes,
    int requestBytesMax,
    Duration deliveryTimeout,
    Duration requestTimeout,
    Duration maxBlock) {

  private static final int BLOCK_MS_MAX = 250;

  /** A topic that was quiet for a night must not need a look-up in the morning. */
  private static final long METADATA_IDLE_MS = Duration.ofDays(7).toMillis();

  public ProducerSettings {
    require(!linger.isNegative(), "linger must not be negative");
    require(
        deliveryTimeout.compareTo(linger.plus(requestTimeout)) >= 0,
        "delivery_timeout must hold linger and request_timeout");
    require(
        maxBlock.isPositive() && maxBlock.toMillis() <= BLOCK_MS_MAX,
        "max_block must be 1.." + BLOCK_MS_MAX + " ms");
    require(bufferBytes >= requestBytesMax, "buffer_bytes must hold one request");
  }

  /** The settings as Kafka's producer takes them. */
  public Properties toProperties(String clientId) {
    Properties properties = new Properties();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    // a broker looks at one request of a connection at a time: what would wait there for its turn
    // waits here and becomes a larger batch, and nothing waits where there is little to do
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, batchBytesMax);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, requestBytesMax);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis());
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) requestTimeout.toMillis());
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, maxBlock.toMillis());
    properties.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50);
    properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    properties.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000);
    properties.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_IDLE_MS);
    String serializer = ByteArraySerializer.class.getName();
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, serializer);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, serializer);
    return properties;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
