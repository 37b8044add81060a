package io.chatlog.route;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Partitions that searches lately answered without, because nobody owned them: the next search need
 * not wait for them all over again, nor the second question of the same one. Holds at most one
 * entry per partition. Thread-safe.
 */
final class Absences {
  private static final Duration SECOND_LOOK = Duration.ofMillis(100);

  private final Duration rememberedFor;
  private final Map<Integer, Long> sinceNanos = new ConcurrentHashMap<>();

  Absences(Duration rememberedFor) {
    this.rememberedFor = rememberedFor;
  }

  /** Until when a search waits for an owner of a partition, which it would wait for until then. */
  Deadline patience(int partition, Deadline otherwise) {
    Long since = sinceNanos.get(partition);
    return since != null && System.nanoTime() - since < rememberedFor.toNanos()
        ? Deadline.in(SECOND_LOOK)
        : otherwise;
  }

  /** A search answered without a partition, having waited for it in full or not. */
  void missed(int partition, boolean inFull) {
    if (inFull) {
      sinceNanos.put(partition, System.nanoTime());
    }
  }

  /** A partition answered. */
  void answered(int partition) {
    sinceNanos.remove(partition);
  }
}
