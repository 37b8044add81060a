package io.chatlog.processor.store;

import io.chatlog.processor.search.SearchReads;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A way into the state of one partition for readers, reached by an interactive query. Thread-safe.
 * Every call throws {@link org.apache.kafka.streams.errors.InvalidStateStoreException} once the
 * store was closed or has moved to another node: ask for a new handle.
 */
public interface PartitionHandle {
  /** The value of a key, or null. */
  byte @Nullable [] get(Bytes key);

  /**
   * Visits rows in key order until the visitor has enough. The iterator never leaves the store.
   *
   * @param from the first key
   * @param end the key behind the last one
   * @param reverse whether to begin at the last key
   */
  void scan(Bytes from, Bytes end, boolean reverse, RowVisitor visitor);

  /** The search index of the partition. */
  SearchReads index();

  /** Whether this node is the owner of the partition rather than a stand-by. */
  boolean active();

  /** Bytes on disk of rows and index, as far as they are known without a scan. */
  long storageBytes();

  /** Takes rows one by one. */
  @FunctionalInterface
  interface RowVisitor {
    /**
     * @return whether to go on
     */
    boolean visit(Bytes key, byte[] value);
  }
}
