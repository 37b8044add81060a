package io.chatlog.processor.runtime;

import io.chatlog.processor.read.AppliedOffsets;
import io.chatlog.processor.read.AppliedOffsets.Begun;
import io.chatlog.topic.Topics;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a partition current when all is applied that the log held when this node began to own it;
 * see {@link AppliedOffsets}. Tries again when the broker does not answer, until the partition
 * leaves.
 *
 * <p>The end of a partition is no offset that can be waited for: what stands there can be the
 * marker of a transaction or a record that was aborted, and neither is ever applied. So the last
 * record before the end that a processor will see is looked for, backwards in growing steps: the
 * usual case is one fetch of one record.
 *
 * <p>Costs a thread that mostly waits, an admin client and at most one consumer for each partition
 * that is begun.
 */
final class CatchUp implements Consumer<Begun> {
  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  private static final long WAIT_MILLIS = 1_000;

  private final String bootstrapServers;

  CatchUp(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  @Override
  public void accept(Begun begun) {
    Thread.ofVirtual().name("catch-up-" + begun.partition()).start(() -> run(begun));
  }

  private void run(Begun begun) {
    while (!begun.ended()) {
      try {
        awaitApplied(begun, end(begun.partition()));
        begun.current(); // of no effect when it has ended
        return;
      } catch (KafkaException | UncheckedIOException | ExecutionException away) {
        LOG.warn(
            "the end of partition {} could not be read; it is tried again",
            begun.partition(),
            away);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** The end of a partition, open transactions included: what was acknowledged is below. */
  private long end(int partition) throws ExecutionException, InterruptedException {
    TopicPartition topic = new TopicPartition(Topics.EVENTS, partition);
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      return admin
          .listOffsets(Map.of(topic, OffsetSpec.latest()))
          .partitionResult(topic)
          .get()
          .offset();
    }
  }

  private void awaitApplied(Begun begun, long end) throws InterruptedException {
    boolean applied = false;
    while (!applied && !begun.ended()) {
      // looked for each time: a record can be compacted away before it is reached
      applied = begun.await(last(begun.partition(), begun.applied(), end), WAIT_MILLIS);
    }
  }

  /** The offset of the last record in (after, end), or {@code after} when there is none. */
  private long last(int partition, long after, long end) {
    if (end - 1 <= after) {
      return after;
    }
    AtomicLong last = new AtomicLong(after);
    try (KafkaPartitionLog log = new KafkaPartitionLog(bootstrapServers, partition)) {
      for (long step = 1; last.get() == after; step *= 2) {
        long from = Math.max(after + 1, end - step);
        log.read(from, end, (offset, key, value) -> last.accumulateAndGet(offset, Math::max));
        if (from == after + 1) {
          break;
        }
      }
    }
    return last.get();
  }
}
