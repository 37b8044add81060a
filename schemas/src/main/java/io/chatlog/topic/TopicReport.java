package io.chatlog.topic;

import java.util.List;
import java.util.Map;

/**
 * What was found on a cluster.
 *
 * @param partitions the count that every topic was held to
 * @param created topics that were absent and are there now
 * @param present every topic of the catalogue that exists, by name
 * @param faults what is not as wanted; a component starts only when this is empty
 */
public record TopicReport(
    int partitions,
    List<String> created,
    Map<String, TopicState> present,
    List<TopicFault> faults) {

  /** Keeps its own copies. */
  public TopicReport {
    created = List.copyOf(created);
    present = Map.copyOf(present);
    faults = List.copyOf(faults);
  }

  /** Whether a component may start. */
  public boolean isSound() {
    return faults.isEmpty();
  }

  /** One line per fault. */
  public List<String> faultLines() {
    return faults.stream().map(TopicFault::message).toList();
  }
}
