package io.chatlog.keeper.backup;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.keeper.backup.Manifest.DataFile;
import io.chatlog.topic.Partitions;
import io.chatlog.value.UserId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings everything of a backup back, or everything of one user, as events on the log.
 *
 * <p>Nothing is written before every file was held to its sum. What is there stays as it is: a
 * restore may be repeated, also after one that was killed, and runs over a living system. Some
 * lines are in memory at a time.
 */
public final class Restore {
  static final int LINES_EACH = 1_000;
  static final int BYTES_EACH = 2 << 20;
  private static final int FILES_AT_ONCE = 4;

  private final LineFormat format;
  private final Supplier<LineWrites> writes;

  /**
   * @param writes for one file each
   */
  Restore(LineFormat format, Supplier<LineWrites> writes) {
    this.format = format;
    this.writes = writes;
  }

  /**
   * Restores a backup.
   *
   * @param user the only user; null for all
   * @throws ProblemException {@code backup_not_found}, {@code backup_broken}, {@code
   *     backup_not_known}, {@code user_not_found}, {@code storage_failed}, or what the log fails
   *     with: what is restored by then stays, and the restore may be repeated
   */
  public Restored run(Path path, @Nullable UserId user, Progress progress) {
    BackupFiles files = BackupFiles.open(path, format);
    Manifest manifest = files.manifest();
    files.verify(progress);
    List<DataFile> wanted =
        user == null
            ? manifest.files()
            : manifest.files().stream()
                .filter(file -> mayHold(file, user, manifest.partitions()))
                .toList();
    if (user != null && !holds(files, wanted, user)) {
      throw new ProblemException(ErrorCode.USER_NOT_FOUND, "the backup holds no user " + user);
    }
    Tally tally = new Tally();
    long total = user == null ? manifest.counts().total() : -1;
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (DataFile file : wanted) {
      tasks.add(
          () -> {
            LineWrites lines = writes.get();
            files.read(
                file,
                LINES_EACH,
                BYTES_EACH,
                some -> {
                  List<Line> own = of(user, some);
                  if (!own.isEmpty()) {
                    lines.write(own, tally);
                    progress.at("restore", tally.done(), total);
                  }
                });
            return true;
          });
    }
    runAll(tasks);
    progress.at("restore", tally.done(), total < 0 ? tally.done() : total);
    return tally.restored();
  }

  private static boolean mayHold(DataFile file, UserId user, int partitions) {
    return file.partition() == null || file.partition() == Partitions.of(user, partitions);
  }

  private static List<Line> of(@Nullable UserId user, List<Line> lines) {
    return user == null ? lines : lines.stream().filter(line -> user.equals(line.user())).toList();
  }

  private static boolean holds(BackupFiles files, List<DataFile> wanted, UserId user) {
    boolean[] found = {false};
    for (DataFile file : wanted) {
      if (file.partition() != null) {
        files.read(file, LINES_EACH, BYTES_EACH, lines -> found[0] |= !of(user, lines).isEmpty());
      }
    }
    return found[0];
  }

  /** Runs tasks, some at once; the first failure ends the others. */
  private static void runAll(List<Callable<Boolean>> tasks) {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            FILES_AT_ONCE, Thread.ofVirtual().name("restore-", 0).factory())) {
      List<Future<Boolean>> running = tasks.stream().map(threads::submit).toList();
      try {
        for (Future<Boolean> each : running) {
          each.get();
        }
      } catch (ExecutionException failure) {
        throw failure.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(failure.getCause());
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new ProblemException(ErrorCode.NOT_READY, "the server is stopping");
      } finally {
        threads.shutdownNow();
      }
    }
  }
}
