package io.chatlog.topic;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells how much the topics take on the disks of the brokers, and where the log ends. Thread-safe.
 */
@FunctionalInterface
public interface LogSizes {
  /** Nobody who could tell is asked. */
  LogSizes UNKNOWN =
      () -> new Sizes(Map.of(), "this server was started without a way to the broker");

  /** What they take now, as far as the brokers tell within some seconds. */
  Sizes now();

  /**
   * The offset that the next record of a partition of {@code chatlog.events} will get; what was
   * acknowledged before the call is below it. Empty when the broker does not tell within half a
   * second.
   */
  default OptionalLong endOf(int partition) {
    return OptionalLong.empty();
  }

  /**
   * What topics take.
   *
   * @param topics by name; changelogs of the state included
   * @param fault why nothing is known, or null
   */
  record Sizes(Map<String, TopicSize> topics, @Nullable String fault) {
    public Sizes {
      SortedMap<String, TopicSize> sorted = new TreeMap<>(topics);
      topics = Collections.unmodifiableMap(sorted);
    }
  }

  /**
   * What a topic takes.
   *
   * @param partitions how many it has
   * @param replicas of all partitions, on all brokers
   * @param bytes of all replicas
   */
  record TopicSize(int partitions, int replicas, long bytes) {}
}
