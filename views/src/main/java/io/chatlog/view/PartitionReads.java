package io.chatlog.view;

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
}
