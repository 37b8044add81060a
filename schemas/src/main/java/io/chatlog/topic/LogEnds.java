package io.chatlog.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where the partitions of {@code chatlog.events} end, as the broker says: what a consumer knows of
 * it is as old as its last fetch, and a consumer that lags fetches seldom.
 *
 * <p>Each caller asks the broker, so that what was acknowledged before is below the end that is
 * told (a leader that is new answers only once it knows all that was acknowledged, KIP-207), and
 * waits for {@value #WAIT_MILLIS} ms at most. When a broker did not answer, nobody asks for a
 * second and nothing is known. Thread-safe.
 */
public final class LogEnds implements AutoCloseable {
  private static final long SILENCE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long WAIT_MILLIS = 500;
  private static final int ANSWER_MILLIS_MAX = 4_000;

  private final String bootstrapServers;
  private final Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
  private @Nullable Admin admin;
  private boolean closed;

  /** Until when nobody asks, or null. */
  private volatile @Nullable Long silentUntilNanos;

  /**
   * Asks nobody yet.
   *
   * @param partitions how many the log has
   */
  public LogEnds(String bootstrapServers, int partitions) {
    this.bootstrapServers = bootstrapServers;
    for (int partition = 0; partition < partitions; partition++) {
      wanted.put(new TopicPartition(Topics.EVENTS, partition), OffsetSpec.latest());
    }
  }

  /** The offset that the next record of each partition will get; empty when that is not known. */
  public Map<Integer, Long> now() {
    Long silentUntil = silentUntilNanos;
    if (silentUntil != null && System.nanoTime() - silentUntil < 0) {
      return Map.of();
    }
    try {
      Map<TopicPartition, ListOffsetsResultInfo> answer =
          client().listOffsets(wanted).all().get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
      silentUntilNanos = null;
      Map<Integer, Long> ends = new HashMap<>();
      answer.forEach((of, end) -> ends.put(of.partition(), end.offset()));
      return ends;
    } catch (ExecutionException | TimeoutException | KafkaException unknown) {
      silentUntilNanos = System.nanoTime() + SILENCE_NANOS;
      return Map.of();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  private synchronized Admin client() {
    if (closed) {
      throw new KafkaException("closed");
    }
    if (admin == null) {
      admin =
          Admin.create(
              Map.of(
                  AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                  bootstrapServers,
                  AdminClientConfig.CLIENT_ID_CONFIG,
                  "chatlog-log-ends",
                  AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                  ANSWER_MILLIS_MAX,
                  AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  ANSWER_MILLIS_MAX));
    }
    return admin;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
