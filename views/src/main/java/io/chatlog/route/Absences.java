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
  private final Map<Integer, Absence> absences = new ConcurrentHashMap<>();

  private record Absence(long sinceNanos, Duration waited) {}

  Absences(Duration rememberedFor) {
    this.rememberedFor = rememberedFor;
  }

  /**
   * How long a search waits for an owner of a partition: as long as it is ready to, unless another
   * one waited that long in vain.
   */
  Duration patience(int partition, Duration most) {
    Absence absence = absences.get(partition);
    return absence != null
            && System.nanoTime() - absence.sinceNanos() < rememberedFor.toNanos()
            && absence.waited().compareTo(most) >= 0
            && most.compareTo(SECOND_LOOK) > 0
        ? SECOND_LOOK
        : most;
  }

  /** A search answered without a partition, having waited so long for it. */
  void missed(int partition, Duration waited) {
    absences.compute(
        partition,
        (_, before) ->
            before != null
                    && System.nanoTime() - before.sinceNanos() < rememberedFor.toNanos()
                    && before.waited().compareTo(waited) > 0
                ? before
                : new Absence(System.nanoTime(), waited));
  }

  /** A partition answered. */
  void answered(int partition) {
    absences.remove(partition);
  }
}
