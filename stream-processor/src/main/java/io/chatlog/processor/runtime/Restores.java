package io.chatlog.processor.runtime;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How far partitions are restored. Thread-safe. */
final class Restores implements StateRestoreListener {
  private final Map<Integer, Progress> partitions = new ConcurrentHashMap<>();

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
    partitions.put(partition.partition(), new Progress(0, Math.max(0, to - from)));
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long end, long records) {
    partitions.computeIfPresent(
        partition.partition(),
        (number, before) -> new Progress(before.restored() + records, before.total()));
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long total) {
    partitions.remove(partition.partition());
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long total) {
    partitions.remove(partition.partition());
  }

  /** The partitions that are being restored now. */
  Map<Integer, Progress> underWay() {
    return new TreeMap<>(partitions);
  }

  /**
   * @param restored records taken in so far
   * @param total records to take in, counted by offsets: a compacted changelog has fewer
   */
  record Progress(long restored, long total) {}
}
