package io.chatlog.topic;

import java.time.Duration;

/**
 * What an operator decides about the topics; everything else about them is fixed by {@link
 * TopicCatalogue}.
 *
 * @param partitions of every topic, 1..1000; fixed for the life of the data, because a user's
 *     partition is a hash modulo this count
 * @param replicationFactor copies of every partition, 1..7; a cluster with more passes the check
 * @param minInsyncReplicas copies that must have a write before it is acknowledged, 1..{@code
 *     replicationFactor}
 * @param compactionLagMax how long what is erased may stay in a topic before compaction removes it,
 *     1 minute to 7 days
 * @param feedRetention how long {@code chatlog.feed} keeps its records
 * @param rejectionsRetention how long {@code chatlog.rejections} keeps its records
 * @param dlqRetention how long {@code chatlog.dlq} keeps its records
 */
public record TopicPlan(
    int partitions,
    int replicationFactor,
    int minInsyncReplicas,
    Duration compactionLagMax,
    Duration feedRetention,
    Duration rejectionsRetention,
    Duration dlqRetention) {

  /** Partitions of a standalone. */
  public static final int STANDALONE_PARTITIONS = 4;

  /** The most partitions a topic may have. */
  public static final int PARTITIONS_MAX = 1000;

  private static final Duration LAG_LEAST = Duration.ofMinutes(1);
  private static final Duration LAG_MOST = Duration.ofDays(7);

  /** Refuses a plan that no cluster could hold. */
  public TopicPlan {
    require(partitions >= 1 && partitions <= PARTITIONS_MAX, "partitions must be 1..1000");
    require(replicationFactor >= 1 && replicationFactor <= 7, "replication factor must be 1..7");
    require(
        minInsyncReplicas >= 1 && minInsyncReplicas <= replicationFactor,
        "min in-sync replicas must be 1..replication factor");
    require(
        compactionLagMax.compareTo(LAG_LEAST) >= 0 && compactionLagMax.compareTo(LAG_MOST) <= 0,
        "compaction lag must be 1 minute to 7 days");
    require(feedRetention.isPositive(), "feed retention must be positive");
    require(rejectionsRetention.isPositive(), "rejections retention must be positive");
    require(dlqRetention.isPositive(), "dlq retention must be positive");
  }

  /** The plan of one node: a single copy of everything. */
  public static TopicPlan standalone() {
    return new TopicPlan(
        STANDALONE_PARTITIONS,
        1,
        1,
        LAG_MOST,
        Duration.ofDays(7),
        Duration.ofDays(30),
        Duration.ofDays(30));
  }

  /** This plan with another partition count. */
  public TopicPlan withPartitions(int count) {
    return new TopicPlan(
        count,
        replicationFactor,
        minInsyncReplicas,
        compactionLagMax,
        feedRetention,
        rejectionsRetention,
        dlqRetention);
  }

  /** This plan with other copies; of three or more copies all but one must be in sync. */
  public TopicPlan withReplication(int factor, int minInsync) {
    return new TopicPlan(
        partitions,
        factor,
        minInsync,
        compactionLagMax,
        feedRetention,
        rejectionsRetention,
        dlqRetention);
  }

  /** The lag that is allowed and nearest to what somebody wishes. */
  public static Duration lagWithin(Duration wished) {
    return wished.compareTo(LAG_LEAST) < 0
        ? LAG_LEAST
        : wished.compareTo(LAG_MOST) > 0 ? LAG_MOST : wished;
  }

  /** This plan with another time within which what is erased leaves the topics. */
  public TopicPlan withCompactionLag(Duration lagMax) {
    return new TopicPlan(
        partitions,
        replicationFactor,
        minInsyncReplicas,
        lagMax,
        feedRetention,
        rejectionsRetention,
        dlqRetention);
  }

  /** This plan with another retention of {@code chatlog.feed}. */
  public TopicPlan withFeedRetention(Duration retention) {
    return new TopicPlan(
        partitions,
        replicationFactor,
        minInsyncReplicas,
        compactionLagMax,
        retention,
        rejectionsRetention,
        dlqRetention);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
