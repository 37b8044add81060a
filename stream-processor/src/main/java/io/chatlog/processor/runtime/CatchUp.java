package io.chatlog.processor.runtime;

import io.chatlog.processor.read.AppliedOffsets;
import io.chatlog.topic.Topics;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until a node has applied what the log held when the node had joined. State that was
 * restored is that of the last commit; what was decided behind it before a kill was answered, and a
 * reader who is let in earlier does not find it.
 *
 * <p>The end of a partition is no offset that can be waited for: what stands there can be the
 * marker of a transaction or a record that was aborted, and neither is ever applied. So the last
 * record before the end that a processor will see is looked for, backwards in growing steps: the
 * usual case is one fetch of one record.
 */
final class CatchUp {
  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  private static final long WAIT_MILLIS = 1_000;

  private final String bootstrapServers;
  private final AppliedOffsets applied;

  CatchUp(String bootstrapServers, AppliedOffsets applied) {
    this.bootstrapServers = bootstrapServers;
    this.applied = applied;
  }

  /**
   * Waits for every partition that the node owns now; one that leaves is not waited for. Tries
   * again when the broker does not answer.
   *
   * @param goOn false when nobody waits any more
   * @return whether all is applied; false when nobody waits or the thread was interrupted
   */
  boolean await(BooleanSupplier goOn) {
    while (goOn.getAsBoolean()) {
      try {
        for (Map.Entry<Integer, Long> end : ends().entrySet()) {
          if (!await(end.getKey(), end.getValue(), goOn)) {
            return false;
          }
        }
        return true;
      } catch (KafkaException | UncheckedIOException | ExecutionException away) {
        LOG.warn("the end of the log could not be read; it is tried again", away);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  /**
   * The end of each owned partition, open transactions included: what was acknowledged is below.
   */
  private Map<Integer, Long> ends() throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    applied
        .snapshot()
        .keySet()
        .forEach(
            partition ->
                wanted.put(new TopicPartition(Topics.EVENTS, partition), OffsetSpec.latest()));
    Map<Integer, Long> ends = new HashMap<>();
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin
          .listOffsets(wanted)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    }
    return ends;
  }

  private boolean await(int partition, long end, BooleanSupplier goOn) throws InterruptedException {
    while (goOn.getAsBoolean()) {
      OptionalLong now = applied.applied(partition);
      if (now.isEmpty()) {
        return true; // it left
      }
      // looked for each time: a record can be compacted away before it is reached
      long last = last(partition, now.getAsLong(), end);
      OptionalLong reached = applied.await(partition, last, WAIT_MILLIS);
      if (reached.isEmpty() || reached.getAsLong() >= last) {
        return true;
      }
    }
    return false;
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
