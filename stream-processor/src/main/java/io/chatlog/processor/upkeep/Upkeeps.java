package io.chatlog.processor.upkeep;

import io.chatlog.processor.read.PartitionSource;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.ReindexListener;
import io.chatlog.processor.store.ScratchRows;
import io.chatlog.processor.topology.ErasedEvents;
import io.chatlog.processor.topology.Records;
import io.chatlog.view.UpkeepReport;
import io.chatlog.view.UpkeepTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Puts together what this node can do to its partitions. */
public final class Upkeeps {
  private Upkeeps() {}

  /**
   * @param partitions the partitions of this node
   * @param logs their logs
   * @param scratch a directory for what is needed while work is done; what a crash left in it goes
   *     now, because nobody would erase it
   * @throws UncheckedIOException when that cannot be deleted
   */
  public static UpkeepRuns of(
      PartitionSource partitions,
      PartitionLog.Source logs,
      ErasedEvents erased,
      Records records,
      int partitionCount,
      Path scratch) {
    try {
      ScratchRows.delete(scratch);
    } catch (IOException left) {
      throw new UncheckedIOException(scratch + " cannot be deleted", left);
    }
    return new UpkeepRuns(
        Map.of(
            UpkeepTask.VERIFY,
            (partition, progress) ->
                new Verification(
                        partitions,
                        logs,
                        erased,
                        records,
                        partition,
                        partitionCount,
                        scratch.resolve("verify"),
                        progress)
                    .run(),
            UpkeepTask.OPTIMIZE,
            (partition, progress) -> measured(partitions, partition, progress, "compact"),
            UpkeepTask.REINDEX,
            (partition, progress) -> measured(partitions, partition, progress, "reindex")),
        System::nanoTime);
  }

  private static Optional<UpkeepReport.Difference> measured(
      PartitionSource partitions, int partition, Progress progress, String step) {
    PartitionHandle handle =
        partitions
            .open(partition, false)
            .orElseThrow(
                () -> new InvalidStateStoreException("partition " + partition + " has moved"));
    progress.figure("bytes_before", handle.storageBytes());
    if (step.equals("compact")) {
      progress.step(step, 0);
      handle.compact();
    } else {
      Reindex reindex = new Reindex(progress);
      handle.reindex(reindex);
      progress.figure("documents", reindex.written);
      progress.figure("removed", reindex.removed);
    }
    progress.figure("bytes_after", handle.storageBytes());
    return Optional.empty();
  }

  /** How far it is with making an index anew. */
  private static final class Reindex implements ReindexListener {
    private final Progress progress;
    private long written;
    private long removed;

    Reindex(Progress progress) {
      this.progress = progress;
    }

    @Override
    public void begins(long documents) {
      progress.step("reindex", 2 * documents); // each is written, and looked at
    }

    @Override
    public void written() {
      written++;
      progress.run();
    }

    @Override
    public void looked() {
      progress.run();
    }

    @Override
    public void removed() {
      removed++;
    }
  }
}
