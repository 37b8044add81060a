package io.chatlog.topic;

import java.util.List;

/**
 * How one topic must be.
 *
 * @param name of the topic
 * @param partitions exactly so many
 * @param replicationFactor at least so many copies
 * @param configs what it is created with, and which of that a present topic is held to
 */
public record TopicSettings(
    String name, int partitions, int replicationFactor, List<TopicConfigRule> configs) {

  /** Keeps its own copy of the rules. */
  public TopicSettings {
    configs = List.copyOf(configs);
  }

  /** The value of a config that the topic is created with; a bug when there is none. */
  public String valueOf(String configName) {
    return configs.stream()
        .filter(rule -> rule.name().equals(configName))
        .map(TopicConfigRule::value)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no rule for " + configName));
  }
}
