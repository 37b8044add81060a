package io.chatlog.keeper.backup;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.publish.Barriers;
import io.chatlog.keeper.backup.KeptReads.Sink;
import io.chatlog.keeper.backup.Manifest.DataFile;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.KeptUser;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes everything, or everything of one user, to a directory: a manifest, and a file for each
 * partition. One page is in memory at a time.
 *
 * <p>Of each partition the backup holds everything that the log had acknowledged when it was asked
 * for, decided by then or not, and that is still there when its turn comes: every read is behind a
 * mark in the log. What is written meanwhile may be in it or not, but each session is whole in
 * itself. Password hashes are in it, so only the owner of the process may read it. What is erased
 * later stays in it: to forget is up to whoever keeps it.
 *
 * <p>Of one user it holds the personas that belong to the user, but no panels: those belong to
 * nobody.
 *
 * <p>The directory has another name until it is complete and on the disk: what has its own name is
 * whole. One that is there is never written over.
 */
public final class Backup {
  private static final Logger LOG = LoggerFactory.getLogger(Backup.class);

  private final KeptReads applied;
  private final Barriers barriers;
  private final LineFormat format;
  private final InstantSource clock;
  private final String chatlogVersion;

  /**
   * @param applied reads what is applied
   * @param barriers marks where the log ends when a backup begins
   */
  Backup(
      KeptReads applied,
      Barriers barriers,
      LineFormat format,
      InstantSource clock,
      String chatlogVersion) {
    this.applied = applied;
    this.barriers = barriers;
    this.format = format;
    this.clock = clock;
    this.chatlogVersion = chatlogVersion;
  }

  /**
   * Makes a backup.
   *
   * @param path of the directory that comes into being
   * @param user the only user; null for all
   * @throws ProblemException {@code backup_exists}, {@code user_not_found}, {@code invalid_field}
   *     when nothing can be made there, {@code storage_failed}, or what the log or the reads fail
   *     with
   */
  public Manifest run(Path path, @Nullable UserId user, Progress progress) {
    if (Files.exists(path)) {
      throw exists(path);
    }
    KeptReads reads = applied.asOfNow(barriers);
    if (user != null) {
      reads.requireUser(user);
    }
    Path unfinished = null;
    try {
      Path parent = path.toAbsolutePath().getParent();
      if (parent == null || !Files.isDirectory(parent)) {
        throw BackupPaths.invalid("must name a new directory inside one that exists");
      }
      unfinished =
          Files.createTempDirectory(
              parent,
              "." + path.getFileName() + ".part-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Manifest manifest = new Run(reads, progress).write(unfinished, user);
      if (Files.exists(path)) {
        throw exists(path);
      }
      Files.move(unfinished, path);
      unfinished = null;
      sync(parent);
      return manifest;
    } catch (IOException failure) {
      throw new ProblemException(
          ErrorCode.STORAGE_FAILED, "the backup could not be written: " + failure);
    } finally {
      if (unfinished != null) {
        delete(unfinished);
      }
    }
  }

  private static ProblemException exists(Path path) {
    return new ProblemException(ErrorCode.BACKUP_EXISTS, path + " exists; nothing was written");
  }

  /** One backup. */
  private final class Run {
    private final KeptReads reads;
    private final KeptDocuments documents;
    private final KeptPanels panels;
    private final Told told;

    Run(KeptReads reads, Progress progress) {
      this.reads = reads;
      this.documents = new KeptDocuments(reads);
      this.panels = new KeptPanels(reads);
      this.told = new Told(progress);
    }

    Manifest write(Path directory, @Nullable UserId user) throws IOException {
      var began = clock.instant();
      List<DataFile> files = new ArrayList<>();
      Positions reflects = Positions.NONE;
      for (int partition = 0; partition < reads.partitionCount(); partition++) {
        if (user != null && reads.partitionOf(user) != partition) {
          continue;
        }
        try (DataFileWriter file =
            new DataFileWriter(directory, DataFile.name(partition), partition, format)) {
          Positions seen = user == null ? all(partition, file) : one(user, file);
          reflects = reflects.with(seen);
          if (user == null) {
            panels.panels(partition, told.to(file));
          }
          files.add(file.end());
        }
      }
      try (DataFileWriter file = new DataFileWriter(directory, DataFile.PERSONAS, null, format)) {
        for (int partition = 0; partition < reads.partitionCount(); partition++) {
          Positions seen = panels.personas(partition, user, told.to(file));
          reflects = reflects.offset(partition).isPresent() ? reflects : reflects.with(seen);
        }
        files.add(file.end());
      }
      Manifest manifest =
          new Manifest(chatlogVersion, began, reads.partitionCount(), user, reflects, files);
      try (FileChannel channel = DataFileWriter.create(directory.resolve(Manifest.FILE));
          OutputStream out = Channels.newOutputStream(channel)) {
        out.write(format.write(manifest));
        channel.force(true);
      }
      sync(directory);
      return manifest;
    }

    private Positions all(int partition, DataFileWriter file) throws IOException {
      Positions reflects = null;
      UserId after = null;
      Complete<KeptUser.Page> page;
      do {
        page = reads.ask(new Read.ListKeptUsers(partition, after, Read.ListKeptUsers.USERS_MAX));
        reflects = reflects == null ? page.reflects() : reflects;
        for (KeptUser user : page.value().items()) {
          after = user.user().id();
          write(user, page.reflects(), told.to(file));
        }
      } while (page.value().more());
      return reflects;
    }

    private Positions one(UserId user, DataFileWriter file) throws IOException {
      Complete<Lookup<KeptUser>> kept = reads.ask(new Read.GetKeptUser(user));
      if (kept.value() instanceof Lookup.Found<KeptUser>(KeptUser found)) {
        write(found, kept.reflects(), told.to(file));
      }
      return kept.reflects();
    }

    /**
     * Writes all of a user. Documents and contexts come behind all sessions, in the order in which
     * lists show them. Those that came meanwhile are left out: their sessions may be missing.
     */
    private void write(KeptUser user, Positions reflects, Sink sink) throws IOException {
      UserId id = user.user().id();
      long last = reflects.offset(reads.partitionOf(id)).orElse(-1);
      sink.take(new Line.OfUser(user));
      reads.sessions(id, sink);
      documents.documents(id, last, sink);
      documents.contexts(id, last, sink);
    }
  }

  /** Tells how far it is, not with every line. */
  private static final class Told {
    private static final long LINES_EACH = 1_000;

    private final Progress progress;
    private long lines;

    Told(Progress progress) {
      this.progress = progress;
    }

    /** Writes lines to a file and counts them. */
    Sink to(DataFileWriter file) {
      return line -> {
        file.write(line);
        if (line.counts() && ++lines % LINES_EACH == 0) {
          progress.at("backup", lines, -1);
        }
      };
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** What is left over is not in the way of anything: it is deleted as far as that goes. */
  private static void delete(Path directory) {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException left) {
      LOG.warn("{} is left over", directory, left);
    }
  }
}
