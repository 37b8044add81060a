package io.chatlog.processor.store;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;

/**
 * What the broker says of changelogs. Every question waits for its answer, and throws a {@link
 * ProcessorStateException} when there is none in time. Thread-safe.
 */
final class Changelogs {
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Map<String, String> topicIds = new ConcurrentHashMap<>();
  private final boolean detached;
  private volatile @Nullable Admin admin;

  /**
   * @param detached whether there is no broker: every changelog has the same identity then, and no
   *     end
   */
  Changelogs(boolean detached) {
    this.detached = detached;
  }

  /** Whom to ask from now on; closed by others. */
  void ask(Admin asked) {
    topicIds.clear();
    admin = asked;
  }

  /**
   * What tells a changelog from another of the same name: the id that Kafka gave the topic. Asked
   * once for each topic.
   */
  String identity(String topic) {
    if (detached) {
      return "none";
    }
    String known = topicIds.get(topic);
    if (known != null) {
      return known;
    }
    String id =
        answer(
            topic,
            asked -> asked.describeTopics(List.of(topic)).topicNameValues().get(topic),
            described -> described.topicId().toString());
    topicIds.put(topic, id);
    return id;
  }

  /** The offset behind the last record. */
  long end(TopicPartition changelog) {
    return detached
        ? Long.MAX_VALUE
        : answer(
            changelog.topic(),
            asked ->
                asked
                    .listOffsets(Map.of(changelog, OffsetSpec.latest()))
                    .partitionResult(changelog),
            found -> found.offset());
  }

  private interface Question<T> {
    @Nullable KafkaFuture<T> put(Admin asked);
  }

  private interface Reading<T, R> {
    R read(T answer);
  }

  private <T, R> R answer(String topic, Question<T> question, Reading<T, R> reading) {
    Admin asked = admin;
    if (asked == null) {
      throw new IllegalStateException("the stream client was not given this hub");
    }
    long deadline = System.nanoTime() + WAIT_NANOS;
    while (true) {
      try {
        return reading.read(
            Objects.requireNonNull(question.put(asked))
                .get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
      } catch (ExecutionException notYet) {
        // a topic that was just made is not known to every broker at once
        if (System.nanoTime() - deadline > 0) {
          throw new ProcessorStateException(topic + " is not known", notYet);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (TimeoutException late) {
        throw new ProcessorStateException("no broker told anything of " + topic, late);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new ProcessorStateException("interrupted while asking for " + topic, interrupted);
      }
    }
  }
}
