package io.chatlog.benchmarks.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Where the log of events ends, as its broker says. */
final class LogEnd {
  private static final String EVENTS = "chatlog.events";

  private LogEnd() {}

  /**
   * The position of the last event of each partition that has one, as {@code Chatlog-Min-Position}
   * takes it.
   */
  static String positions(String bootstrap) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (TopicDescription topic :
          admin.describeTopics(List.of(EVENTS)).allTopicNames().get().values()) {
        for (TopicPartitionInfo each : topic.partitions()) {
          latest.put(new TopicPartition(EVENTS, each.partition()), OffsetSpec.latest());
        }
      }
      return admin.listOffsets(latest).all().get().entrySet().stream()
          .filter(each -> each.getValue().offset() > 0)
          .map(each -> each.getKey().partition() + ":" + (each.getValue().offset() - 1))
          .collect(Collectors.joining(","));
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the log does not tell its end", failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
  }
}
