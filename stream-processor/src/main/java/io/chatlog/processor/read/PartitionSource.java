package io.chatlog.processor.read;

import io.chatlog.processor.store.PartitionHandle;
import java.util.Optional;

/** Where the state of partitions is found. Thread-safe. */
public interface PartitionSource {
  /**
   * A way into a partition, or empty when this node does not hold it, or cannot serve it now.
   *
   * @param active whether only the owner will do, not a stand-by
   */
  Optional<PartitionHandle> open(int partition, boolean active);
}
