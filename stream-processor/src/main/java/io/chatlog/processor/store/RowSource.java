package io.chatlog.processor.store;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Rows by key, and in key order. */
public interface RowSource {
  /** The value of a key, or null. */
  byte @Nullable [] get(Bytes key);

  /** The values of keys, in their order; null where there is none. */
  default List<byte @Nullable []> getAll(List<Bytes> keys) {
    List<byte @Nullable []> values = new ArrayList<>(keys.size());
    keys.forEach(key -> values.add(get(key)));
    return values;
  }

  /**
   * Visits rows in key order until the visitor has enough. The iterator never leaves the source.
   *
   * @param from the first key
   * @param end the key behind the last one
   * @param reverse whether to begin at the last key
   */
  void scan(Bytes from, Bytes end, boolean reverse, RowVisitor visitor);

  /** Takes rows one by one. */
  @FunctionalInterface
  interface RowVisitor {
    /**
     * @return whether to go on
     */
    boolean visit(Bytes key, byte[] value);
  }
}
