package io.chatlog.processor.store;

import io.chatlog.view.StoreFigures.Kind;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.rocksdb.Range;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;

/** How much there is of each kind of row, without a walk over all of them. */
record KindSizes(RocksDB database) {
  /** So many rows of a kind are counted; of more it is estimated how many there are. */
  static final int COUNTED_MAX = 1_000;

  private static final int KINDS = 0xff;

  /** The kinds that there are. */
  List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    try (ReadOptions options = new ReadOptions().setFillCache(false)) {
      DatabaseRows rows = new DatabaseRows(database, options);
      long keys = Math.max(0, database.getLongProperty("rocksdb.estimate-num-keys"));
      long[] bytes = bytes();
      long all = 0;
      for (long some : bytes) {
        all += some;
      }
      for (int kind = 0; kind < KINDS; kind++) {
        long counted = counted(rows, (byte) kind);
        if (counted > 0) {
          boolean estimated = counted > COUNTED_MAX;
          long share = all == 0 ? 0 : Math.round((double) keys * bytes[kind] / all);
          kinds.add(
              new Kind(
                  RowNames.kind((byte) kind),
                  estimated ? Math.max(counted, share) : counted,
                  estimated,
                  bytes[kind]));
        }
      }
    } catch (RocksDBException broken) {
      throw new ProcessorStateException("rows cannot be measured", broken);
    }
    return kinds;
  }

  /** Bytes of rows that are in no file yet, estimated: what they hold, not the memory they take. */
  long unwrittenBytes() {
    try (Slice from = new Slice(new byte[] {0});
        Slice end = new Slice(new byte[] {(byte) KINDS})) {
      return database
          .getApproximateSizes(
              List.of(new Range(from, end)), SizeApproximationFlag.INCLUDE_MEMTABLES)[0];
    }
  }

  private static long counted(DatabaseRows rows, byte kind) {
    long[] counted = new long[1];
    rows.scan(
        Keys.first(kind),
        Keys.first((byte) (kind + 1)),
        false,
        (Bytes key, byte[] value) -> ++counted[0] <= COUNTED_MAX);
    return counted[0];
  }

  private long[] bytes() {
    List<Slice> slices = new ArrayList<>();
    List<Range> ranges = new ArrayList<>();
    try {
      for (int kind = 0; kind < KINDS; kind++) {
        Slice from = new Slice(new byte[] {(byte) kind});
        Slice end = new Slice(new byte[] {(byte) (kind + 1)});
        slices.add(from);
        slices.add(end);
        ranges.add(new Range(from, end));
      }
      return database.getApproximateSizes(
          ranges, SizeApproximationFlag.INCLUDE_FILES, SizeApproximationFlag.INCLUDE_MEMTABLES);
    } finally {
      slices.forEach(Slice::close);
    }
  }
}
