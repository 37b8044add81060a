package io.chatlog.view;

import java.util.Optional;

/**
 * Reads of partitions that this node holds. Thread-safe; blocks up to the wait of the freshness.
 */
public interface PartitionReads {
  /**
   * Answers a read from one partition.
   *
   * @param partition one that the read concerns; a node that does not hold it answers {@link
   *     PartitionAnswer.NotHere}
   */
  <R> PartitionAnswer<R> read(int partition, Read<R> read, Freshness freshness);

  /**
   * Answers a read of all partitions, where this node owns them all and does it at less cost than
   * one by one. Empty where it does not, for whatever reason: then each partition is to be asked,
   * and says why.
   */
  default <R> Optional<JointAnswer<R>> readJointly(
      Read.OfAll<R> read, int partitionCount, Freshness freshness) {
    return Optional.empty();
  }
}
