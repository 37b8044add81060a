package io.chatlog.processor.read;

import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Rows;
import io.chatlog.value.Positions;
import io.chatlog.view.Changes;
import io.chatlog.view.Freshness;
import io.chatlog.view.JointAnswer;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.PartitionReads;
import io.chatlog.view.Read;
import io.chatlog.view.StoreFigures;
import io.chatlog.view.UpkeepReport;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Reads of the partitions of this node.
 *
 * <p>A read first waits until the partition is applied as far as it asks, then looks. One that asks
 * for nothing is not answered by a partition that is not current yet, so that what was read once is
 * not gone after a fail-over; a stand-by's answer is taken where that will do. How far the
 * partition was is taken before the look, so that what is promised was seen. A partition that moves
 * away in between makes the answer {@link PartitionAnswer.NotHere}, never a wrong one.
 */
public final class StoreReads implements PartitionReads {
  /** Below every offset. */
  private static final long NONE_WANTED = -1;

  private final PartitionSource partitions;
  private final AppliedOffsets applied;
  private final Upkeep upkeep;

  /** Reads that were answered; one entry for each partition that was ever here. */
  private final Map<Integer, ReadCounts> reads = new ConcurrentHashMap<>();

  /**
   * @param applied moved on by the stream threads of the same node
   */
  public StoreReads(PartitionSource partitions, AppliedOffsets applied) {
    this(partitions, applied, run -> UpkeepReport.waiting());
  }

  /**
   * @param applied moved on by the stream threads of the same node
   * @param upkeep does what is more than a read
   */
  public StoreReads(PartitionSource partitions, AppliedOffsets applied, Upkeep upkeep) {
    this.partitions = partitions;
    this.applied = applied;
    this.upkeep = upkeep;
  }

  /** What is read, counted. */
  @SuppressWarnings("unchecked") // figures are answered with figures
  private <R> R answer(PartitionHandle handle, int partition, long appliedOffset, Read<R> read) {
    ReadCounts counted = counts(partition);
    R value = ReadSwitch.answer(handle, partition, appliedOffset, read);
    if (value instanceof StoreFigures figures) {
      return (R) figures.withReads(counted.byKind());
    }
    counted.count(read);
    return value;
  }

  private ReadCounts counts(int partition) {
    return reads.computeIfAbsent(partition, number -> new ReadCounts());
  }

  @Override
  public <R> PartitionAnswer<R> read(int partition, Read<R> read, Freshness freshness) {
    OptionalLong owned = applied.applied(partition);
    if (owned.isPresent()) {
      return readOwned(partition, read, freshness);
    }
    return freshness.staleAllowed()
        ? readStandBy(partition, read)
        : new PartitionAnswer.NotHere<>("partition " + partition + " is not active on this node");
  }

  private <R> PartitionAnswer<R> readOwned(int partition, Read<R> read, Freshness freshness) {
    OptionalLong wanted = freshness.atLeast().offset(partition);
    if (wanted.isEmpty() && !applied.isCurrent(partition)) {
      return freshness.staleAllowed()
          ? readStandBy(partition, read)
          : new PartitionAnswer.NotHere<>("partition " + partition + " is not current yet");
    }
    OptionalLong reached;
    try {
      reached =
          wanted.isPresent()
              ? await(partition, wanted.getAsLong(), freshness.waitMillis())
              : applied.applied(partition);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new PartitionAnswer.NotHere<>("interrupted");
    }
    if (reached.isEmpty()) {
      return new PartitionAnswer.NotHere<>("partition " + partition + " has left this node");
    }
    if (wanted.isPresent() && reached.getAsLong() < wanted.getAsLong()) {
      return new PartitionAnswer.Behind<>(reached.getAsLong());
    }
    if (read instanceof Read.GetChanges changes) {
      return changed(partition, changes);
    }
    return read instanceof Read.RunUpkeep run
        ? upkept(run, reached.getAsLong(), false)
        : look(partition, read, reached.getAsLong(), wanted.orElse(NONE_WANTED));
  }

  /**
   * Waits for a position. Where an owner has just begun, what it has is older than what the one
   * before has answered: as long as there is time, it is waited for that, too.
   */
  private OptionalLong await(int partition, long offset, long waitMillis)
      throws InterruptedException {
    return applied.await(partition, offset, applied.awaitCurrent(partition, waitMillis));
  }

  @Override
  public <R> Optional<JointAnswer<R>> readJointly(
      Read.OfAll<R> read, int partitionCount, Freshness freshness) {
    if (!read.isBetterJoint()) {
      return Optional.empty();
    }
    SortedMap<Integer, Long> reflects = new TreeMap<>();
    List<PartitionHandle> handles = new ArrayList<>(partitionCount);
    try {
      for (int partition = 0; partition < partitionCount; partition++) {
        OptionalLong reached = applied.applied(partition);
        OptionalLong wanted = freshness.atLeast().offset(partition);
        boolean enough =
            reached.isPresent()
                && (wanted.isEmpty()
                    ? applied.isCurrent(partition)
                    : reached.getAsLong() >= wanted.getAsLong());
        Optional<PartitionHandle> handle =
            enough ? partitions.open(partition, true) : Optional.empty();
        if (handle.isEmpty() || !handle.get().active()) {
          return Optional.empty();
        }
        reflects.put(
            partition, show(handle.get(), read, reached.getAsLong(), wanted.orElse(NONE_WANTED)));
        handles.add(handle.get());
      }
      R value = Searches.ofAll(handles, read, new Positions(reflects));
      reflects.keySet().forEach(partition -> counts(partition).count(read));
      return Optional.of(new JointAnswer<>(value, new Positions(reflects)));
    } catch (InvalidStateStoreException | UncheckedIOException moved) {
      return Optional.empty(); // asked alone, each says what is the matter with it
    }
  }

  @SuppressWarnings("unchecked") // work is answered with a report
  private <R> PartitionAnswer<R> upkept(Read.RunUpkeep run, long appliedOffset, boolean stale) {
    return (PartitionAnswer<R>)
        new PartitionAnswer.Answered<>(upkeep.report(run), appliedOffset, stale);
  }

  /** Answered from memory, where the latest changes are. */
  @SuppressWarnings("unchecked") // the read of changes is answered with changes
  private <R> PartitionAnswer<R> changed(int partition, Read.GetChanges read) {
    Optional<Changes> changes = applied.changes(partition, read.afterOffset());
    return changes.isEmpty()
        ? new PartitionAnswer.NotHere<>("partition " + partition + " has left this node")
        : (PartitionAnswer<R>)
            new PartitionAnswer.Answered<>(changes.get(), changes.get().upTo(), false);
  }

  private <R> PartitionAnswer<R> look(int partition, Read<R> read, long applied, long wanted) {
    try {
      Optional<PartitionHandle> handle = partitions.open(partition, true);
      if (handle.isEmpty() || !handle.get().active()) {
        return new PartitionAnswer.NotHere<>("partition " + partition + " is being moved");
      }
      long reflects = show(handle.get(), read, applied, wanted);
      R value = answer(handle.get(), partition, reflects, read);
      return new PartitionAnswer.Answered<>(value, reflects, false);
    } catch (InvalidStateStoreException moved) {
      return new PartitionAnswer.NotHere<>(String.valueOf(moved.getMessage()));
    }
  }

  /** Has a search see what is wanted, and tells what it sees. */
  private static long show(PartitionHandle handle, Read<?> read, long applied, long wanted) {
    return Searches.looksAtIndex(read) ? handle.index().show(applied, wanted) : applied;
  }

  private <R> PartitionAnswer<R> readStandBy(int partition, Read<R> read) {
    try {
      Optional<PartitionHandle> handle = partitions.open(partition, false);
      if (handle.isEmpty()) {
        return new PartitionAnswer.NotHere<>("partition " + partition + " is not on this node");
      }
      long appliedOffset = new Rows(handle.get()).partition().appliedOffset();
      if (read instanceof Read.RunUpkeep run) {
        return upkept(run, appliedOffset, true);
      }
      long reflects = show(handle.get(), read, appliedOffset, NONE_WANTED);
      R value = answer(handle.get(), partition, reflects, read);
      return new PartitionAnswer.Answered<>(value, reflects, true);
    } catch (InvalidStateStoreException moved) {
      return new PartitionAnswer.NotHere<>(String.valueOf(moved.getMessage()));
    }
  }
}
