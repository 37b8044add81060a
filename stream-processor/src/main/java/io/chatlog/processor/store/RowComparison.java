package io.chatlog.processor.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Compares rows with those that should be there, whatever they are, in key order and with a bounded
 * number of them in memory.
 */
public final class RowComparison {
  private static final int ROWS_MAX = 1_000;
  private static final int BYTES_MAX = 4 << 20;

  private final RowSource expected;
  private final RowSource found;
  private final Runnable tick;

  /**
   * @param tick told of each row that was looked at; may throw to end the comparison
   */
  public RowComparison(RowSource expected, RowSource found, Runnable tick) {
    this.expected = expected;
    this.found = found;
    this.tick = tick;
  }

  /** The first difference of the rows of a kind. */
  public Optional<RowDifference> ofKind(byte kind) {
    return between(Keys.first(kind), Keys.first((byte) (kind + 1)));
  }

  /** Whether older versions left out rows of a kind: more may be expected than are there. */
  public static boolean mayBeMissing(byte kind) {
    return kind == Keys.SESSION_VECTOR || kind == Keys.DOCUMENT_OF;
  }

  /** The first difference of those rows of a kind that are there. */
  public Optional<RowDifference> ofThoseFound(byte kind) {
    @Nullable RowDifference[] first = new RowDifference[1];
    found.scan(
        Keys.first(kind),
        Keys.first((byte) (kind + 1)),
        false,
        (key, value) -> {
          tick.run();
          first[0] = RowDifference.of(key, expected.get(key), value).orElse(null);
          return first[0] == null;
        });
    return Optional.ofNullable(first[0]);
  }

  private Optional<RowDifference> between(Bytes from, Bytes end) {
    Bytes low = from;
    while (low.compareTo(end) < 0) {
      List<KeyValue<Bytes, byte[]>> wanted = wanted(low, end);
      boolean last = wanted.isEmpty() || !isFull(wanted);
      Bytes high = last ? end : Keys.behind(wanted.getLast().key);
      Optional<RowDifference> difference = window(wanted, low, high);
      if (difference.isPresent()) {
        return difference;
      }
      low = high;
    }
    return Optional.empty();
  }

  private List<KeyValue<Bytes, byte[]>> wanted(Bytes low, Bytes end) {
    List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>();
    int[] bytes = new int[1];
    expected.scan(
        low,
        end,
        false,
        (key, value) -> {
          rows.add(KeyValue.pair(key, value));
          bytes[0] += value.length;
          return rows.size() < ROWS_MAX && bytes[0] < BYTES_MAX;
        });
    return rows;
  }

  private static boolean isFull(List<KeyValue<Bytes, byte[]>> rows) {
    return rows.size() >= ROWS_MAX
        || rows.stream().mapToInt(row -> row.value.length).sum() >= BYTES_MAX;
  }

  private Optional<RowDifference> window(
      List<KeyValue<Bytes, byte[]>> wanted, Bytes low, Bytes high) {
    int[] next = new int[1];
    @Nullable RowDifference[] first = new RowDifference[1];
    found.scan(
        low,
        high,
        false,
        (key, value) -> {
          tick.run();
          KeyValue<Bytes, byte[]> row = next[0] < wanted.size() ? wanted.get(next[0]) : null;
          Optional<RowDifference> difference;
          if (row == null || row.key.compareTo(key) > 0) {
            difference = RowDifference.of(key, null, value);
          } else if (row.key.equals(key)) {
            next[0]++;
            difference = RowDifference.of(key, row.value, value);
          } else {
            difference = RowDifference.of(row.key, row.value, null);
          }
          first[0] = difference.orElse(null);
          return first[0] == null;
        });
    if (first[0] == null && next[0] < wanted.size()) {
      KeyValue<Bytes, byte[]> row = wanted.get(next[0]);
      return RowDifference.of(row.key, row.value, null);
    }
    return Optional.ofNullable(first[0]);
  }

  /** The kinds of rows that are in either, in the order of their bytes. */
  public List<Byte> kinds() {
    List<Byte> kinds = new ArrayList<>();
    for (int kind = 0; kind < 0xff; kind++) {
      Bytes from = Keys.first((byte) kind);
      Bytes end = Keys.first((byte) (kind + 1));
      if (any(expected, from, end) || any(found, from, end)) {
        kinds.add((byte) kind);
      }
    }
    return kinds;
  }

  private static boolean any(RowSource rows, Bytes from, Bytes end) {
    boolean[] any = new boolean[1];
    rows.scan(
        from,
        end,
        false,
        (key, value) -> {
          any[0] = true;
          return false;
        });
    return any[0];
  }
}
