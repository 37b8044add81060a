package io.chatlog.processor.store;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a partition say about themselves, in a row of its own behind all others that no
 * read comes to. RocksDB writes rows to disk in the order in which they were put, so what is on
 * disk has the mark of that moment, whenever the process ended.
 *
 * @param stage what holds of them
 * @param offset the changelog offset that they reflect; -1 when they are not settled
 * @param asOfMillis they reflect all that the changelog held at this time
 */
record RowsMark(Stage stage, long offset, long asOfMillis) {
  static final byte[] KEY = {(byte) 0xff, 1};

  /** While rows are changed that Kafka has not committed. */
  static final RowsMark UNSETTLED = new RowsMark(Stage.UNSETTLED, -1, 0);

  /** In the order of the bytes on disk: new ones come last. */
  enum Stage {
    /** There are changes that Kafka has not committed. */
    UNSETTLED,
    /** They are those of the changelog up to an offset, which is committed, and nothing else. */
    SETTLED,
    /** The same, and they were closed, and the index along with them. */
    CLOSED
  }

  // topics keep a deletion for 24 hours unless told otherwise
  private static final Duration DELETIONS_KEPT = Duration.ofHours(20);
  private static final Stage[] STAGES = Stage.values();
  private static final byte VERSION = 1;
  private static final int BYTES = 2 + 2 * Long.BYTES;

  static RowsMark settled(long offset, long asOfMillis) {
    return new RowsMark(Stage.SETTLED, offset, asOfMillis);
  }

  static RowsMark closed(long offset, long asOfMillis) {
    return new RowsMark(Stage.CLOSED, offset, asOfMillis);
  }

  /** Since when what is read on from must have seen every deletion, at a moment. */
  static Instant deletionsKeptSince(Instant now) {
    return now.minus(DELETIONS_KEPT);
  }

  /**
   * Whether rows that a process left behind when it was killed may be read on from: they hold
   * nothing that was not committed, and no deletion that they have not seen can have left the
   * changelog.
   */
  boolean isTrusted(Instant now) {
    return stage != Stage.UNSETTLED && asOfMillis >= deletionsKeptSince(now).toEpochMilli();
  }

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .put(VERSION)
        .put((byte) stage.ordinal())
        .putLong(offset)
        .putLong(asOfMillis)
        .array();
  }

  /** What bytes say; null where they are none that this version knows. */
  static @Nullable RowsMark decode(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length < BYTES || bytes[0] != VERSION) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, BYTES - 1);
    int stage = in.get();
    return stage < 0 || stage >= STAGES.length
        ? null
        : new RowsMark(STAGES[stage], in.getLong(), in.getLong());
  }
}
