package io.chatlog.value;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * At most one offset per partition, written {@code 3:1842,4:77}: what a read must reflect, or what
 * an answer reflects. Immutable.
 *
 * @param offsets the offset by partition, in partition order
 */
public record Positions(SortedMap<Integer, Long> offsets) {
  /** No position: a read that may answer at once. */
  public static final Positions NONE = new Positions(new TreeMap<>());

  /** The most partitions that a text may name. */
  public static final int PARTITIONS_MAX = 4096;

  public Positions {
    offsets = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
  }

  /** Positions of one partition only. */
  public static Positions of(Position position) {
    return new Positions(new TreeMap<>(Map.of(position.partition(), position.offset())));
  }

  /**
   * The positions written in a text, the highest offset where a partition is named twice, or empty
   * when the text is not a comma-separated list of 1..{@value #PARTITIONS_MAX} positions.
   */
  public static Optional<Positions> parse(String text) {
    TreeMap<Integer, Long> offsets = new TreeMap<>();
    for (String part : text.split(",", PARTITIONS_MAX + 1)) {
      Optional<Position> position = Position.parse(part.strip());
      if (position.isEmpty() || offsets.size() == PARTITIONS_MAX) {
        return Optional.empty();
      }
      offsets.merge(position.get().partition(), position.get().offset(), Math::max);
    }
    return Optional.of(new Positions(offsets));
  }

  /** The offset of a partition, or empty when it is not named. */
  public OptionalLong offset(int partition) {
    Long offset = offsets.get(partition);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /** These and others together, the highest offset where both name a partition. */
  public Positions with(Positions others) {
    TreeMap<Integer, Long> merged = new TreeMap<>(offsets);
    others.offsets.forEach((partition, offset) -> merged.merge(partition, offset, Math::max));
    return new Positions(merged);
  }

  /** Whether no partition is named. */
  public boolean isEmpty() {
    return offsets.isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    offsets.forEach(
        (partition, offset) ->
            text.append(text.isEmpty() ? "" : ",").append(partition).append(':').append(offset));
    return text.toString();
  }
}
