package io.chatlog.processor.store;

import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Looks whether rows that tell of each other agree; remembers the first that do not. */
final class LinkedRows {
  private final RowSource rows;
  private final Runnable tick;
  private @Nullable RowDifference first;

  /**
   * @param rows the rows as they were at one moment
   * @param tick told of each row that was looked at; may throw to end it
   */
  LinkedRows(RowSource rows, Runnable tick) {
    this.rows = rows;
    this.tick = tick;
  }

  /** Takes a row. */
  @FunctionalInterface
  interface Visitor {
    void visit(Bytes key, byte[] value);
  }

  /** Visits the rows of a kind for as long as nothing differs. */
  void each(byte kind, Visitor visitor) {
    between(Keys.first(kind), Keys.first((byte) (kind + 1)), visitor);
  }

  /** Visits the rows whose keys begin alike for as long as nothing differs. */
  void under(Bytes prefix, Visitor visitor) {
    between(prefix, Keys.end(prefix), visitor);
  }

  private void between(Bytes from, Bytes end, Visitor visitor) {
    if (first == null) {
      rows.scan(
          from,
          end,
          false,
          (key, value) -> {
            tick.run();
            visitor.visit(key, value);
            return first == null;
          });
    }
  }

  /** Something must be under a key. */
  void present(Bytes key, byte[] expected) {
    if (first == null) {
      first = RowDifference.of(key, expected, rows.get(key)).orElse(null);
    }
  }

  /** A row must say something. */
  void says(Bytes key, String what, @Nullable Object expected, @Nullable Object found) {
    if (first == null && !Objects.equals(expected, found)) {
      first = RowDifference.of(key, what + " = " + expected, what + " = " + found);
    }
  }

  /**
   * A row must not be there unless something holds.
   *
   * @param what what the row is, where it does not
   */
  void onlyIf(boolean holds, Bytes key, String what) {
    if (first == null && !holds) {
      first = RowDifference.of(key, "nothing", what);
    }
  }

  Optional<RowDifference> first() {
    return Optional.ofNullable(first);
  }
}
