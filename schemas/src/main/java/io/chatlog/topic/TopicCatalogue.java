package io.chatlog.topic;

import static io.chatlog.topic.TopicConfigRule.Holds.AT_LEAST;
import static io.chatlog.topic.TopicConfigRule.Holds.AT_MOST;
import static io.chatlog.topic.TopicConfigRule.Holds.EXACTLY;
import static io.chatlog.topic.TopicConfigRule.Holds.NOT_CHECKED;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_MS_CONFIG;

import io.chatlog.topic.TopicConfigRule.Holds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Every topic of Chatlog with the settings its contract needs.
 *
 * <p>{@link Topics#EVENTS} is compacted although it is the truth: its keys are unique, so that
 * compaction removes nothing but what a tombstone erases, and it does so within {@link
 * TopicPlan#compactionLagMax()}. A policy with {@code delete} would silently lose conversations and
 * is refused. Retention of the derived topics is the operator's affair and is not checked.
 */
public final class TopicCatalogue {
  /**
   * The largest batch a topic takes, in bytes: one event with content of 1 MiB and the largest
   * metadata fits twice. The broker's own {@code message.max.bytes} should not be smaller: Kafka
   * Streams creates its changelogs with that.
   */
  public static final int MESSAGE_BYTES_MAX = 4 * 1024 * 1024;

  private static final int SEGMENT_BYTES = 256 * 1024 * 1024;

  private TopicCatalogue() {}

  /** Every topic, in the order in which they are created and listed. */
  public static List<TopicSettings> topics(TopicPlan plan) {
    return List.of(
        events(plan),
        erasable(Topics.FEED, plan, plan.feedRetention()),
        erasable(Topics.REJECTIONS, plan, plan.rejectionsRetention()),
        compacted(Topics.SESSIONS, plan, NOT_CHECKED),
        compacted(Topics.USER_STATS, plan, NOT_CHECKED),
        deleted(Topics.DLQ, plan, plan.dlqRetention()),
        compacted(Topics.ERASED, plan, AT_MOST),
        config(plan));
  }

  private static TopicSettings events(TopicPlan plan) {
    TopicSettings compacted = compacted(Topics.EVENTS, plan, AT_MOST);
    List<TopicConfigRule> rules = new ArrayList<>(compacted.configs());
    // Kept for ever, so its size matters. A producer that sends zstd saves the broker the work.
    rules.add(new TopicConfigRule(COMPRESSION_TYPE_CONFIG, "zstd", EXACTLY));
    return new TopicSettings(
        compacted.name(), compacted.partitions(), compacted.replicationFactor(), rules);
  }

  /** One order of all changes, and so one partition. */
  private static TopicSettings config(TopicPlan plan) {
    TopicSettings compacted = compacted(Topics.CONFIG, plan, NOT_CHECKED);
    return new TopicSettings(
        compacted.name(), 1, compacted.replicationFactor(), compacted.configs());
  }

  private static TopicSettings compacted(String name, TopicPlan plan, Holds lagHolds) {
    List<TopicConfigRule> rules = common(plan);
    rules.add(new TopicConfigRule(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT, EXACTLY));
    rules.addAll(forgetting(plan, lagHolds));
    // A record keeps the time its writer gave it.
    rules.add(new TopicConfigRule(MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime", EXACTLY));
    return new TopicSettings(name, plan.partitions(), plan.replicationFactor(), rules);
  }

  /** Cut by time; a tombstone erases a record, whose key is unique, earlier. */
  private static TopicSettings erasable(String name, TopicPlan plan, Duration retention) {
    TopicSettings settings =
        cutByTime(name, plan, retention, CLEANUP_POLICY_COMPACT + "," + CLEANUP_POLICY_DELETE);
    List<TopicConfigRule> rules = new ArrayList<>(settings.configs());
    rules.addAll(forgetting(plan, AT_MOST));
    return new TopicSettings(name, settings.partitions(), settings.replicationFactor(), rules);
  }

  /**
   * What is erased is compacted in half of its time: first the record goes, and a tombstone, whose
   * key may name a user who is gone, only by another compaction after that.
   */
  private static List<TopicConfigRule> forgetting(TopicPlan plan, Holds lagHolds) {
    long lagMillis = plan.compactionLagMax().toMillis();
    return List.of(
        new TopicConfigRule(
            MAX_COMPACTION_LAG_MS_CONFIG,
            Long.toString(lagMillis / 2),
            lagHolds,
            Long.toString(lagMillis)),
        new TopicConfigRule(SEGMENT_MS_CONFIG, Long.toString(lagMillis / 4), NOT_CHECKED));
  }

  private static TopicSettings deleted(String name, TopicPlan plan, Duration retention) {
    return cutByTime(name, plan, retention, CLEANUP_POLICY_DELETE);
  }

  private static TopicSettings cutByTime(
      String name, TopicPlan plan, Duration retention, String policy) {
    List<TopicConfigRule> rules = common(plan);
    rules.add(new TopicConfigRule(CLEANUP_POLICY_CONFIG, policy, EXACTLY));
    rules.add(
        new TopicConfigRule(RETENTION_MS_CONFIG, Long.toString(retention.toMillis()), NOT_CHECKED));
    // Retention counts from when a record was written here: with the time of its conversation, a
    // replay or an import of old messages would be deleted before any consumer saw it.
    rules.add(new TopicConfigRule(MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime", EXACTLY));
    return new TopicSettings(name, plan.partitions(), plan.replicationFactor(), rules);
  }

  private static List<TopicConfigRule> common(TopicPlan plan) {
    List<TopicConfigRule> rules = new ArrayList<>();
    rules.add(
        new TopicConfigRule(
            MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(plan.minInsyncReplicas()), AT_LEAST));
    rules.add(
        new TopicConfigRule(
            MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MESSAGE_BYTES_MAX), AT_LEAST));
    rules.add(
        new TopicConfigRule(SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT_BYTES), NOT_CHECKED));
    return rules;
  }
}
