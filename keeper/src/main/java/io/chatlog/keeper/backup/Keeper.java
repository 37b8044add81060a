package io.chatlog.keeper.backup;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.app.WritePorts;
import io.chatlog.ingest.outcome.Outcomes;
import io.chatlog.ingest.publish.Barriers;
import io.chatlog.value.UserId;
import io.chatlog.view.Reads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes and restores backups, one at a time. Thread-safe; blocks for as long as it takes. */
public final class Keeper {
  private final Backup backup;
  private final Restore restore;
  private final Semaphore one = new Semaphore(1);

  /**
   * @param patience how long a partition or the log that does not answer is asked again
   * @param chatlogVersion for manifests
   */
  public Keeper(
      Reads reads, WritePorts ports, LineFormat format, Duration patience, String chatlogVersion) {
    Outcomes outcomes = new Outcomes(reads);
    KeptReads kept = new KeptReads(reads, patience);
    Barriers barriers =
        new Barriers(
            ports.encoder(), ports.log(), reads.partitionCount(), ports.newIds(), ports.clock());
    this.backup = new Backup(kept, barriers, format, ports.clock(), chatlogVersion);
    this.restore = new Restore(format, () -> new LineWrites(ports, outcomes, kept, patience));
  }

  /** Makes a backup; see {@link Backup#run}. {@code too_many_requests} while another one runs. */
  public Manifest backup(Path path, @Nullable UserId user, Progress progress) {
    return alone(() -> backup.run(path, user, progress));
  }

  /** Restores one; see {@link Restore#run}. {@code too_many_requests} while another one runs. */
  public Restored restore(Path path, @Nullable UserId user, Progress progress) {
    return alone(() -> restore.run(path, user, progress));
  }

  private <T> T alone(Supplier<T> work) {
    if (!one.tryAcquire()) {
      throw new ProblemException(
          ErrorCode.TOO_MANY_REQUESTS, "another backup or restore is under way");
    }
    try {
      return work.get();
    } finally {
      one.release();
    }
  }
}
