package io.chatlog.topic;

import java.util.List;
import java.util.Map;

/**
 * A topic as the cluster has it.
 *
 * @param name of the topic
 * @param replicasOfPartition the number of copies of each partition, by partition number
 * @param configs every effective config by Kafka's name, defaults included
 */
public record TopicState(
    String name, List<Integer> replicasOfPartition, Map<String, String> configs) {

  /** Keeps its own copies. */
  public TopicState {
    replicasOfPartition = List.copyOf(replicasOfPartition);
    configs = Map.copyOf(configs);
  }

  /** The number of partitions. */
  public int partitions() {
    return replicasOfPartition.size();
  }

  /** The fewest copies that any partition has. */
  public int replicationFactor() {
    return replicasOfPartition.stream().mapToInt(Integer::intValue).min().orElse(0);
  }
}
