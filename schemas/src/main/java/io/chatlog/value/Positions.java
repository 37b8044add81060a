package io.chatlog.value;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * At most one offset per partition, written {@code 3:1842,4:77}: what a read must reflect, or what
 * an answer reflects. Immutable.
 *
 * <p>An answer of a partition to which nothing was ever written reflects {@code 3:-1}. That asks a
 * read for nothing, and is told only where no partition has more.
 *
 * @param offsets the offset by partition, in partition order; {@value #NOTHING} before the first
 */
public record Positions(SortedMap<Integer, Long> offsets) {
  /** No position: a read that may answer at once. */
  public static final Positions NONE = new Positions(new TreeMap<>());

  /** Stands before the first offset. */
  public static final long NOTHING = -1;

  /** The most partitions that a text may name. */
  public static final int PARTITIONS_MAX = 4096;

  private static final String NOTHING_TEXT = ":" + NOTHING;

  public Positions {
    offsets = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
  }

  /** Positions of one partition only. */
  public static Positions of(Position position) {
    return new Positions(new TreeMap<>(Map.of(position.partition(), position.offset())));
  }

  /** That a partition was looked at which holds nothing. */
  public static Positions nothingOf(int partition) {
    return new Positions(new TreeMap<>(Map.of(partition, NOTHING)));
  }

  /**
   * The positions written in a text, the highest offset where a partition is named twice, or empty
   * when the text is not a comma-separated list of 1..{@value #PARTITIONS_MAX} positions.
   */
  public static Optional<Positions> parse(String text) {
    TreeMap<Integer, Long> offsets = new TreeMap<>();
    for (String part : text.split(",", PARTITIONS_MAX + 1)) {
      String one = part.strip();
      boolean nothing = one.endsWith(NOTHING_TEXT);
      Optional<Position> position =
          Position.parse(
              nothing ? one.substring(0, one.length() - NOTHING_TEXT.length()) + ":0" : one);
      if (position.isEmpty() || offsets.size() == PARTITIONS_MAX) {
        return Optional.empty();
      }
      offsets.merge(
          position.get().partition(), nothing ? NOTHING : position.get().offset(), Math::max);
    }
    return Optional.of(new Positions(offsets));
  }

  /** The offset of a partition, or empty when none is named. */
  public OptionalLong offset(int partition) {
    Long offset = offsets.get(partition);
    return offset == null || offset == NOTHING ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /** These and others together, the highest offset where both name a partition. */
  public Positions with(Positions others) {
    TreeMap<Integer, Long> merged = new TreeMap<>(offsets);
    others.offsets.forEach((partition, offset) -> merged.merge(partition, offset, Math::max));
    return new Positions(merged);
  }

  /** Whether no offset is named. */
  public boolean isEmpty() {
    return offsets.values().stream().allMatch(offset -> offset == NOTHING);
  }

  @Override
  public String toString() {
    boolean nothing = isEmpty();
    return offsets.entrySet().stream()
        .filter(each -> nothing || each.getValue() != NOTHING)
        .map(each -> each.getKey() + ":" + each.getValue())
        .collect(Collectors.joining(","));
  }
}
