package io.chatlog.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicCheckTest {
  private static final TopicPlan PLAN = TopicPlan.standalone();

  @Test
  void findsNothingWhereAllIsAsCreated() {
    assertThat(TopicCheck.faults(TopicCatalogue.topics(PLAN), asCreated(PLAN), 2)).isEmpty();
  }

  @Test
  void namesEveryAbsentTopic() {
    List<TopicFault> faults = TopicCheck.faults(TopicCatalogue.topics(PLAN), Map.of(), 2);
    assertThat(faults)
        .extracting(TopicFault::message)
        .hasSize(8)
        .first()
        .isEqualTo("topic chatlog.events does not exist: create it with ./chatlog topics");
  }

  @Test
  void refusesAnotherPartitionCount() {
    Map<String, TopicState> present = asCreated(PLAN.withPartitions(3));
    assertThat(TopicCheck.faults(TopicCatalogue.topics(PLAN), present, 2))
        .hasSize(7)
        .first()
        .isEqualTo(new TopicFault.WrongPartitions(Topics.EVENTS, 3, 4));
  }

  @Test
  void refusesAnEventsTopicThatDeletes() {
    Map<String, TopicState> present = with(Topics.EVENTS, "cleanup.policy", "compact,delete");
    assertThat(TopicCheck.faults(TopicCatalogue.topics(PLAN), present, 2))
        .containsExactly(
            new TopicFault.WrongConfig(
                Topics.EVENTS, "cleanup.policy", "compact,delete", "compact"));
  }

  @Test
  void refusesACompactionLagThatKeepsErasedTextTooLong() {
    String unbounded = Long.toString(Long.MAX_VALUE);
    Map<String, TopicState> present = with(Topics.EVENTS, "max.compaction.lag.ms", unbounded);
    assertThat(TopicCheck.faults(TopicCatalogue.topics(PLAN), present, 2)).hasSize(1);
    present = with(Topics.EVENTS, "max.compaction.lag.ms", "60000");
    assertThat(TopicCheck.faults(TopicCatalogue.topics(PLAN), present, 2)).isEmpty();
  }

  @Test
  void leavesRetentionOfDerivedTopicsToTheOperator() {
    Map<String, TopicState> present = with(Topics.FEED, "retention.ms", "1");
    assertThat(TopicCheck.faults(TopicCatalogue.topics(PLAN), present, 2)).isEmpty();
  }

  @Test
  void takesMoreCopiesAndRefusesFewer() {
    Map<String, TopicState> three = asCreated(PLAN.withReplication(3, 2));
    assertThat(TopicCheck.faults(TopicCatalogue.topics(PLAN), three, 2)).isEmpty();
    List<TopicFault> faults =
        TopicCheck.faults(TopicCatalogue.topics(PLAN.withReplication(3, 2)), asCreated(PLAN), 2);
    assertThat(faults)
        .contains(
            new TopicFault.TooFewReplicas(Topics.EVENTS, 0, 1, 3),
            new TopicFault.WrongConfig(Topics.EVENTS, "min.insync.replicas", "1", "at least 2"));
  }

  @Test
  void refusesTheOlderTransactions() {
    assertThat(TopicCheck.faults(TopicCatalogue.topics(PLAN), asCreated(PLAN), 1))
        .containsExactly(new TopicFault.OldTransactions(1, 2));
  }

  private static Map<String, TopicState> with(String topic, String config, String value) {
    Map<String, TopicState> present = new HashMap<>(asCreated(PLAN));
    present.computeIfPresent(
        topic,
        (name, state) -> {
          Map<String, String> configs = new HashMap<>(state.configs());
          configs.put(config, value);
          return new TopicState(name, state.replicasOfPartition(), configs);
        });
    return present;
  }

  private static Map<String, TopicState> asCreated(TopicPlan plan) {
    Map<String, TopicState> states = new HashMap<>();
    for (TopicSettings settings : TopicCatalogue.topics(plan)) {
      Map<String, String> configs =
          settings.configs().stream()
              .collect(Collectors.toMap(TopicConfigRule::name, TopicConfigRule::value));
      List<Integer> replicas =
          new ArrayList<>(Collections.nCopies(settings.partitions(), settings.replicationFactor()));
      states.put(settings.name(), new TopicState(settings.name(), replicas, configs));
    }
    return states;
  }
}
