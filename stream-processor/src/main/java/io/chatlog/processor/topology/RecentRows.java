package io.chatlog.processor.topology;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows in memory, those that were used last: as many as do not weigh more than a bound together.
 * For one thread.
 *
 * @param <K> what a row is found by
 * @param <V> the row
 */
final class RecentRows<K, V> {
  private final Map<K, V> rows = new LinkedHashMap<>(16, 0.75f, true);
  private final long weightMax;
  private final ToLongFunction<V> weigh;
  private long weight;

  /**
   * @param weightMax what all rows together may weigh
   * @param weigh what a row weighs: the same as long as it is kept
   */
  RecentRows(long weightMax, ToLongFunction<V> weigh) {
    this.weightMax = weightMax;
    this.weigh = weigh;
  }

  /** A row, or null when it is not here. */
  @Nullable V get(K key) {
    return rows.get(key);
  }

  /** Keeps a row in place of what was there. */
  void put(K key, V row) {
    V before = rows.put(key, row);
    weight += weigh.applyAsLong(row) - (before == null ? 0 : weigh.applyAsLong(before));
    if (weight > weightMax) {
      Iterator<V> eldest = rows.values().iterator();
      while (weight > weightMax && eldest.hasNext()) {
        weight -= weigh.applyAsLong(eldest.next());
        eldest.remove();
      }
    }
  }

  /** Forgets all. */
  void clear() {
    rows.clear();
    weight = 0;
  }
}
