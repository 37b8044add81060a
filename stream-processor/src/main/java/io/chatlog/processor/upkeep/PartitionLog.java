package io.chatlog.processor.upkeep;

import org.jspecify.annotations.Nullable;

/** Reads what is left of the log of one partition, as the processor does: committed records. */
public interface PartitionLog extends AutoCloseable {
  /** Takes records in the order of their offsets. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param key the record's
     * @param value the record's, or null for a tombstone
     */
    void visit(long offset, byte[] key, byte @Nullable [] value);
  }

  /** Opens the log of a partition. */
  @FunctionalInterface
  interface Source {
    /** Opens the log of a partition from its beginning. */
    PartitionLog open(int partition);
  }

  /** The offset behind the last record that may be read now. */
  long end();

  /**
   * Visits every record that is left of some offsets; what is behind was read when it returns.
   * Blocks until records of offsets below {@code end} are there.
   *
   * @param from the first offset
   * @param end the offset behind the last one
   * @throws java.io.UncheckedIOException when the log cannot be read, or stands still
   */
  void read(long from, long end, Visitor visitor);

  @Override
  void close();
}
