package io.chatlog.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the topics a cluster has with those wanted. Pure: asks no cluster. */
public final class TopicCheck {
  /** The feature level from which a producer's late writes are fenced (KIP-890 part 2). */
  public static final int TRANSACTION_VERSION_MIN = 2;

  private TopicCheck() {}

  /**
   * Every fault, in the order of the settings; empty when all is as wanted.
   *
   * @param wanted the settings to hold the cluster to
   * @param present the topics that exist, by name
   * @param transactionVersion the finalized level of {@code transaction.version}, 0 for none
   */
  public static List<TopicFault> faults(
      List<TopicSettings> wanted, Map<String, TopicState> present, int transactionVersion) {
    List<TopicFault> faults = new ArrayList<>();
    if (transactionVersion < TRANSACTION_VERSION_MIN) {
      faults.add(new TopicFault.OldTransactions(transactionVersion, TRANSACTION_VERSION_MIN));
    }
    for (TopicSettings settings : wanted) {
      Optional.ofNullable(present.get(settings.name()))
          .ifPresentOrElse(
              state -> compare(settings, state, faults),
              () -> faults.add(new TopicFault.Absent(settings.name())));
    }
    return List.copyOf(faults);
  }

  private static void compare(TopicSettings wanted, TopicState present, List<TopicFault> faults) {
    String topic = wanted.name();
    if (present.partitions() != wanted.partitions()) {
      faults.add(new TopicFault.WrongPartitions(topic, present.partitions(), wanted.partitions()));
    }
    for (int partition = 0; partition < present.partitions(); partition++) {
      int replicas = present.replicasOfPartition().get(partition);
      if (replicas < wanted.replicationFactor()) {
        faults.add(
            new TopicFault.TooFewReplicas(topic, partition, replicas, wanted.replicationFactor()));
      }
    }
    for (TopicConfigRule rule : wanted.configs()) {
      String value = present.configs().getOrDefault(rule.name(), "");
      if (!rule.allows(value)) {
        faults.add(new TopicFault.WrongConfig(topic, rule.name(), value, rule.wanted()));
      }
    }
  }
}
