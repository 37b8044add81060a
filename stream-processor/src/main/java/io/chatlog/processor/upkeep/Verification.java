package io.chatlog.processor.upkeep;

import io.chatlog.processor.read.PartitionSource;
import io.chatlog.processor.store.ErasedComparison;
import io.chatlog.processor.store.IndexComparison;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Recount;
import io.chatlog.processor.store.RowComparison;
import io.chatlog.processor.store.RowDifference;
import io.chatlog.processor.store.RowSnapshot;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.ScratchRows;
import io.chatlog.processor.topology.ErasedEvents;
import io.chatlog.processor.topology.Records;
import io.chatlog.processor.topology.Replay;
import io.chatlog.view.UpkeepReport;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a partition is made of, at its owner and beside its traffic:
 *
 * <ol>
 *   <li>log and rows: the log is folded anew into scratch rows, up to the offset of a snapshot of
 *       the rows in use, and every row is compared, whatever its kind;
 *   <li>rows and statistics: see {@link Recount};
 *   <li>rows and search index: see {@link IndexComparison}.
 * </ol>
 *
 * <p><b>Erasure.</b> Compaction takes erased records away at its own time, not all at once. So
 * every record that a tombstone names is passed over, as if it were gone already; stand-ins take
 * their places. Where anything was erased, a replay of what is left writes other rows of those that
 * only erasure needs, and other refusals: these are compared as far as they must agree, see {@link
 * ErasedComparison}. When something was last erased is a time of the processor's own, and compared
 * with nothing. A difference that was found while more was erased counts only when it is found
 * again: all is done anew, {@value #ROUNDS_MAX} times at most.
 *
 * <p>Memory is bounded; the disk holds the rows once more for as long as it takes. For one run.
 */
final class Verification {
  private static final int ROUNDS_MAX = 3;
  private static final byte PURGE = 'w';

  /** When something was last erased, by the clock of whoever erased it. */
  private static final byte ERASED = 'y';

  private static final byte PARTITION = 'h';
  private static final long CATCH_UP_RECORDS = 2_000;
  private static final int CATCH_UPS_MAX = 20;
  private static final Duration PURGE_PAUSE = Duration.ofMillis(50);
  private static final int PURGE_LOOKS_MAX = 1_200;

  private final PartitionSource partitions;
  private final PartitionLog.Source logs;
  private final ErasedEvents erased;
  private final Records records;
  private final int partition;
  private final int partitionCount;
  private final Path scratch;
  private final Progress progress;

  Verification(
      PartitionSource partitions,
      PartitionLog.Source logs,
      ErasedEvents erased,
      Records records,
      int partition,
      int partitionCount,
      Path scratch,
      Progress progress) {
    this.partitions = partitions;
    this.logs = logs;
    this.erased = erased;
    this.records = records;
    this.partition = partition;
    this.partitionCount = partitionCount;
    this.scratch = scratch;
    this.progress = progress;
  }

  /** What a round found. */
  private record Found(
      UpkeepReport.@Nullable Difference difference, boolean erasureMoved, long appliedOffset) {
    /** Whether another round found the same, which erasure does not do twice. */
    boolean isLike(Found other) {
      return this != other
          && difference != null
          && other.difference != null
          && difference.kind().equals(other.difference.kind())
          && difference.key().equals(other.difference.key());
    }
  }

  /** The first difference, or empty. */
  Optional<UpkeepReport.Difference> run() {
    Found found = round();
    Found before = found;
    for (int round = 1; round < ROUNDS_MAX && found.erasureMoved(); round++) {
      before = found;
      found = round();
      if (found.isLike(before)) {
        break;
      }
    }
    if (found.erasureMoved() && !found.isLike(before)) {
      throw new IllegalStateException(
          "what differs may be what was erased meanwhile: try again when less is erased");
    }
    progress.figure("applied_offset", found.appliedOffset());
    return Optional.ofNullable(found.difference());
  }

  private Found round() {
    progress.reset();
    try (PartitionLog log = logs.open(partition);
        ScratchRows rows = ScratchRows.open(scratch.resolve("rows"));
        ScratchRows other = ScratchRows.open(scratch.resolve("other"))) {
      return round(log, rows, other);
    }
  }

  private Found round(PartitionLog log, ScratchRows rows, ScratchRows other) {
    long looked = log.end();
    long end = looked;
    Tombstones tombstones = new Tombstones(other, progress);
    progress.step("erased_records", end);
    log.read(0, end, tombstones);
    SortedMap<Long, byte[]> standIns = erased.behind(partition, -1);
    boolean anyErased = tombstones.any() || !standIns.isEmpty();
    Replay replay = new Replay(rows, rows::putAll, records, partition, partitionCount, standIns);
    Folding folding = new Folding(replay, tombstones, progress);
    progress.step("log_to_rows", end);
    log.read(0, end, folding);
    catchUp(log, end, folding);
    try (RowSnapshot now = quietSnapshot(folding.last())) {
      long offset = new Rows(now).partition().appliedOffset();
      // what stands between the last record and the end of the log is no record
      end = offset + 1;
      log.read(folding.last() + 1, end, folding);
      replay.end(offset);
      progress.figure("events", folding.folded());
      anyErased |= folding.tombstones() > 0 || folding.folded() < offset + 1;
      if (anyErased) {
        replay.takeOldestUpload(new Rows(now).partition().oldestUploadMicros());
      }
      UpkeepReport.Difference difference = compare(rows, now, anyErased);
      boolean moved = difference != null && moved(log, looked, standIns);
      return new Found(difference, moved, offset);
    }
  }

  /**
   * Whether more was erased than a round knew of.
   *
   * @param from records were looked at for tombstones up to here
   */
  private boolean moved(PartitionLog log, long from, SortedMap<Long, byte[]> standIns) {
    long[] tombstones = new long[1];
    log.read(
        from,
        log.end(),
        (offset, key, value) -> {
          tombstones[0] += value == null ? 1 : 0;
        });
    return tombstones[0] > 0 || !standIns.isEmpty();
  }

  /** Follows the log until little of it is left, so that the snapshot need not be held for long. */
  private static void catchUp(PartitionLog log, long from, Folding folding) {
    long read = from;
    for (int round = 0; round < CATCH_UPS_MAX; round++) {
      long end = log.end();
      if (end - read < CATCH_UP_RECORDS) {
        return;
      }
      log.read(read, end, folding);
      read = end;
    }
  }

  /**
   * A snapshot in which nothing is about to go, and which is not behind what was read.
   *
   * @param least the offset of the last record that was read
   */
  private RowSnapshot quietSnapshot(long least) {
    for (int look = 0; look < PURGE_LOOKS_MAX; look++) {
      progress.check();
      RowSnapshot now = handle().snapshot();
      if (isQuiet(now) && new Rows(now).partition().appliedOffset() >= least) {
        return now;
      }
      now.close();
      LockSupport.parkNanos(PURGE_PAUSE.toNanos());
    }
    throw new IllegalStateException(
        "rows are being erased all the time, or are behind the log: try again later");
  }

  private static boolean isQuiet(RowSnapshot now) {
    boolean[] quiet = {true};
    now.scan(
        Bytes.wrap(new byte[] {PURGE}),
        Bytes.wrap(new byte[] {PURGE + 1}),
        false,
        (key, value) -> quiet[0] = false);
    return quiet[0];
  }

  private PartitionHandle handle() {
    PartitionHandle handle =
        partitions
            .open(partition, true)
            .orElseThrow(
                () -> new InvalidStateStoreException("partition " + partition + " has moved"));
    if (!handle.active()) {
      throw new InvalidStateStoreException("partition " + partition + " has moved");
    }
    return handle;
  }

  private UpkeepReport.@Nullable Difference compare(
      ScratchRows replayed, RowSnapshot now, boolean anyErased) {
    progress.step("rows", 0);
    RowComparison rows = new RowComparison(replayed, now, progress);
    for (byte kind : rows.kinds()) {
      if (kind != ERASED && !(anyErased && ErasedComparison.isFor(kind))) {
        Optional<RowDifference> difference =
            RowComparison.mayBeMissing(kind) ? rows.ofThoseFound(kind) : rows.ofKind(kind);
        if (difference.isPresent()) {
          return difference("log_to_rows", difference.get());
        }
      }
    }
    if (anyErased) {
      Optional<RowDifference> difference;
      try (ScratchRows expected = ScratchRows.open(scratch.resolve("expected"));
          ScratchRows found = ScratchRows.open(scratch.resolve("found"))) {
        difference = new ErasedComparison(replayed, now, progress).run(expected, found);
      }
      if (difference.isPresent()) {
        return difference("log_to_rows", difference.get());
      }
    }
    progress.figure("rows", progress.done());
    progress.step("statistics", 0);
    Optional<RowDifference> counted;
    try (ScratchRows counts = ScratchRows.open(scratch.resolve("counts"))) {
      counted = new Recount(now, counts, progress).run();
    }
    if (counted.isPresent()) {
      return difference("rows_to_statistics", counted.get());
    }
    progress.step("index", 0);
    PartitionHandle handle = handle();
    Optional<String> damage = handle.index().damage(progress);
    if (damage.isPresent()) {
      return new UpkeepReport.Difference(
          "rows_to_index", "index_files", "all", "files as they were written", damage.get());
    }
    Optional<RowDifference> indexed =
        new IndexComparison(now, handle, handle.index()::audit, progress).run();
    return indexed.map(found -> difference("rows_to_index", found)).orElse(null);
  }

  private UpkeepReport.Difference difference(String check, RowDifference found) {
    return new UpkeepReport.Difference(
        check, found.kind(), found.key(), found.expected(), found.found());
  }

  /** Remembers which records tombstones name, and until where. */
  private static final class Tombstones implements PartitionLog.Visitor {
    private static final byte MARK = 'T';

    private final ScratchRows marks;
    private final Progress progress;
    private boolean any;

    Tombstones(ScratchRows marks, Progress progress) {
      this.marks = marks;
      this.progress = progress;
    }

    @Override
    public void visit(long offset, byte[] key, byte @Nullable [] value) {
      progress.reached(offset);
      if (value == null) {
        any = true;
        marks.put(mark(key), ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
      }
    }

    boolean any() {
      return any;
    }

    /** Whether a later tombstone names a record. */
    boolean erases(long offset, byte[] key) {
      byte[] until = any ? marks.get(mark(key)) : null;
      return until != null && ByteBuffer.wrap(until).getLong() > offset;
    }

    private static Bytes mark(byte[] key) {
      return Bytes.wrap(ByteBuffer.allocate(key.length + 1).put(MARK).put(key).array());
    }
  }

  /** Gives the replay what compaction leaves in the end. */
  private static final class Folding implements PartitionLog.Visitor {
    private final Replay replay;
    private final Tombstones tombstones;
    private final Progress progress;
    private long folded;
    private long erasures;
    private long last = -1;

    Folding(Replay replay, Tombstones tombstones, Progress progress) {
      this.replay = replay;
      this.tombstones = tombstones;
      this.progress = progress;
    }

    @Override
    public void visit(long offset, byte[] key, byte @Nullable [] value) {
      progress.reached(offset);
      last = offset;
      if (value == null) {
        erasures++;
      } else if (tombstones.erases(offset, key)) {
        return;
      }
      folded++;
      replay.record(offset, value);
    }

    /** The offset of the last record, passed over or not; -1 before the first. */
    long last() {
      return last;
    }

    long folded() {
      return folded;
    }

    long tombstones() {
      return erasures;
    }
  }
}
