package io.chatlog.processor.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link SearchIndex} on disk that knows which part of a changelog it reflects.
 *
 * <p>What is on disk is always exactly the changelog up to an offset that Kafka has committed: the
 * offset is written with the documents, in one commit of the index, and only at a moment when no
 * change beyond it was applied. After a crash the index falls back to that commit, and the
 * changelog behind its offset is applied again. So a crash costs the changes of some seconds, never
 * a full indexing. Only the first, quick step of such a commit is taken by the caller; the disk is
 * waited for in the background, see {@link IndexCommitter}.
 *
 * <p>The commit also says what the index was made of. An index of another schema or another
 * changelog is emptied when it is opened, as is one that cannot be read.
 *
 * <p>Changes of the index, {@link #committed}, {@link #restored} and {@link #clear} come from one
 * thread at a time; {@link #touch} from any.
 */
public final class DurableIndex {
  private static final Logger LOG = LoggerFactory.getLogger(DurableIndex.class);
  private static final int SHIFTS = 8;
  private static final int RESTS_MIN = 3;
  private static final int RESTS_MAX = 10;
  private static final long TOUCH_MILLIS = Duration.ofHours(1).toMillis();

  private final Path path;
  private final String changelog;
  private final IndexSettings settings;
  private final InstantSource clock;
  private final IndexFiles files;
  private final SearchIndex index;
  private final IndexCommitter committer;

  // set in the background
  private volatile OptionalLong durable;

  private OptionalLong floor;
  private OptionalLong begun;
  private OptionalLong pending;
  private long asOfMillis;
  private long writtenAsOfMillis;
  private boolean following;
  private long changesAtPending;
  private Instant lastCommit;
  private boolean closed;
  private volatile boolean damaged;
  private volatile Runnable rebuild = () -> {};
  private long scrubbed = -1;
  private long changesAtRest = -1;
  private int rests;
  private @Nullable Instant deletedSince;

  private DurableIndex(
      Path path,
      int partition,
      IndexExpectation expected,
      IndexSettings settings,
      InstantSource clock,
      IndexFiles files,
      SearchIndex index,
      Executor background) {
    this.path = path;
    this.changelog = expected.changelog();
    this.settings = settings;
    this.clock = clock;
    this.files = files;
    this.index = index;
    this.committer = new IndexCommitter(files.writer(), files.directory(), background);
    this.floor =
        files.found().map(found -> OptionalLong.of(found.offset())).orElse(OptionalLong.empty());
    this.asOfMillis = files.found().map(IndexCommit::asOfMillis).orElse(clock.millis());
    this.writtenAsOfMillis = asOfMillis;
    this.durable = floor;
    this.begun = floor;
    this.pending = floor;
    // the partitions of a thread commit together: their indexes must not all be written at once
    this.lastCommit =
        clock
            .instant()
            .minus(settings.commitInterval().multipliedBy(partition % SHIFTS).dividedBy(SHIFTS));
  }

  /**
   * Opens the index in a directory, which is made if need be.
   *
   * @param background waits for the disk
   * @param closed what searches throw once the index is closed
   * @throws UncheckedIOException when the directory cannot be read or written, or another process
   *     or another opening holds it
   */
  public static DurableIndex open(
      Path path,
      int partition,
      IndexExpectation expected,
      IndexSettings settings,
      InstantSource clock,
      Executor background,
      Supplier<? extends RuntimeException> closed) {
    try {
      IndexFiles files = IndexFiles.open(path, expected, settings);
      try {
        SearchIndex index =
            new SearchIndex(files.writer(), partition, settings.vectorGraph(), closed);
        return new DurableIndex(
            path, partition, expected, settings, clock, files, index, background);
      } catch (Throwable failed) {
        files.rollback(false);
        throw failed;
      }
    } catch (IOException broken) {
      throw new UncheckedIOException("the search index in " + path + " cannot be opened", broken);
    }
  }

  /**
   * Has an index whose files are damaged opened anew, which then begins with nothing.
   *
   * @param opening asks for that; called by whoever meets the damage
   */
  void onDamage(Runnable opening) {
    rebuild = opening;
    index.onDamage(this::condemn);
  }

  private void condemn(Throwable fault) {
    if (!damaged) {
      damaged = true;
      LOG.error("the search index in {} is damaged and is built anew", path, fault);
      rebuild.run();
    }
  }

  /** Looks whether its writer gave up because of damaged files. */
  void lookForDamage() {
    Throwable tragedy = files.writer().getTragicException();
    if (IndexFiles.isUnreadable(tragedy)) {
      condemn(tragedy);
    }
  }

  /** The index. */
  public SearchIndex index() {
    return index;
  }

  /**
   * The changelog offset that the index reflected when it was opened: changes up to there need not
   * be applied. Empty when the index was empty.
   */
  public synchronized OptionalLong floor() {
    return floor;
  }

  /** The changelog offset that the index on disk reflects; empty when there is none. */
  public OptionalLong durable() {
    return durable;
  }

  /**
   * Tells that all that was applied so far, and nothing else, is in the changelog up to an offset,
   * that nothing stands behind, and that Kafka has committed it. Writes the index to disk if that
   * was long ago.
   */
  public synchronized void committed(long offset) {
    reached(offset, clock.millis());
    following = true;
  }

  /**
   * Tells that all that was applied so far, and nothing else, was read from the changelog, up to an
   * offset. Writes the index to disk if that was long ago.
   *
   * @param writtenMillis when the record of that offset was written
   */
  public synchronized void restored(long offset, long writtenMillis) {
    reached(offset, Math.min(writtenMillis, clock.millis()));
    following = false;
  }

  private void reached(long offset, long millis) {
    if (offset < 0 || (floor.isPresent() && offset < floor.getAsLong())) {
      return; // nothing was written yet, or the log is read again up to what the index holds
    }
    pending = OptionalLong.of(offset);
    asOfMillis = Math.max(asOfMillis, millis);
    changesAtPending = index.changes();
    if (!clock.instant().isBefore(lastCommit.plus(settings.commitInterval()))
        && !pending.equals(begun)
        && !committer.isUnderWay()) {
      write();
    }
  }

  /**
   * Writes to disk what waits for that while nothing changes, and says now and then that the index
   * is up to date: one that is held open by the owner of its partition does not grow old.
   */
  public synchronized void touch() {
    if (following) {
      long now = clock.millis();
      writeUnchanged(!pending.equals(begun) || now - writtenAsOfMillis > TOUCH_MILLIS, now);
    }
  }

  /** Writes to disk what was merged, even when nothing else changed. */
  private void writeMerged() {
    writeUnchanged(
        files.writer().isOpen() && files.writer().hasUncommittedChanges(),
        following ? clock.millis() : asOfMillis);
  }

  /** Writes to disk what is all of the changelog up to an offset, if that is due. */
  private void writeUnchanged(boolean due, long millis) {
    synchronized (index) { // a change that comes in between would be written with too low an offset
      if (due
          && index.changes() == changesAtPending
          && files.writer().isOpen()
          && !committer.isUnderWay()) {
        asOfMillis = millis;
        write();
      }
    }
  }

  /**
   * To be called every second or so: when nothing changed in the last few calls, the index is made
   * quicker to search, and after a while written to disk as it is then; what is merged later is
   * too. Not at the first pause: a load that comes in bursts would have it merged between any two.
   */
  public synchronized void rest() {
    long changes = index.changes();
    rests = changes == changesAtRest ? rests + 1 : 0;
    changesAtRest = changes;
    if (rests < RESTS_MIN || closed || damaged || !files.writer().isOpen()) {
      return;
    }
    if (rests < RESTS_MAX) {
      index.tidy();
    } else {
      index.refresh(); // a merge may have taken until now
      writeMerged();
    }
  }

  /**
   * Whether something that was deleted before a moment may still be on disk. To be asked now and
   * then: deletions count from when they are seen here first. A process that starts does not know
   * what was left by the one before.
   */
  public synchronized boolean hasDeletionsBefore(Instant moment) {
    if (index.deletions() == scrubbed) {
      deletedSince = null;
      return false;
    }
    if (deletedSince == null) {
      deletedSince = clock.instant();
    }
    return deletedSince.isBefore(moment);
  }

  /** Leaves nothing on disk of deleted documents once the next commit is valid. */
  public void scrub() {
    long deletions = index.deletions();
    index.scrub();
    synchronized (this) {
      scrubbed = deletions;
      deletedSince = null;
      writeMerged();
    }
  }

  /**
   * Makes one segment of all, without deleted documents. Where nothing was applied meanwhile that
   * is not committed, it is valid on disk then, and what it replaces is gone but for what searches
   * under way look at; else with the next commit.
   */
  public void merge() {
    long deletions = index.deletions();
    try {
      index.merge();
    } catch (RuntimeException failed) {
      // its writer may not have given up yet
      for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
        if (IndexFiles.isUnreadable(cause)) {
          condemn(cause);
        }
      }
      throw failed;
    }
    try {
      // not under the lock: changes go on while the disk is waited for
      committer.underWay().await();
      IndexCommitter.UnderWay written;
      synchronized (this) {
        scrubbed = deletions;
        deletedSince = null;
        writeMerged();
        written = committer.underWay();
      }
      written.await();
    } catch (IOException broken) {
      throw unwritten(broken);
    }
  }

  private void write() {
    if (pending.isEmpty()) {
      return;
    }
    OptionalLong offset = pending;
    IndexCommit commit =
        new IndexCommit(offset.getAsLong(), settings.schema(), changelog, asOfMillis);
    try {
      index.writeSessions();
      committer.begin(commit.data(), () -> durable = offset);
    } catch (IOException broken) {
      throw unwritten(broken);
    }
    begun = offset;
    writtenAsOfMillis = asOfMillis;
    lastCommit = clock.instant();
  }

  /** How the index stands; empty once it is closed. */
  synchronized Optional<IndexFigures> figures(String store, int partition) {
    return closed
        ? Optional.empty()
        : Optional.of(
            new IndexFigures(
                store,
                partition,
                index.messagesSeen(),
                index.bytes(),
                index.segmentsSeen(),
                durable,
                committer.commits(),
                committer.beginNanos(),
                committer.finishNanos()));
  }

  /** Empties the index, on disk too: the changelog that it was made of is not to be trusted. */
  public synchronized void clear() {
    try {
      committer.await();
      index.clear();
      committer.begin(Map.of(), () -> durable = OptionalLong.empty());
      committer.await();
    } catch (IOException broken) {
      throw new UncheckedIOException("the search index in " + path + " cannot be emptied", broken);
    }
    floor = OptionalLong.empty();
    begun = floor;
    pending = floor;
    following = false;
  }

  /**
   * Ends searches and closes the index. What Kafka has committed is kept on disk when nothing was
   * applied since; otherwise the last commit is.
   */
  public synchronized void close() {
    closed = true;
    lookForDamage();
    try {
      index.close();
      if (damaged) {
        return; // nothing of it is kept
      }
      committer.await();
      writeUnchanged(!pending.equals(begun), following ? clock.millis() : asOfMillis);
      committer.await();
      writeMerged();
      committer.await();
    } catch (IOException broken) {
      throw unclosed(broken);
    } finally {
      rollback();
    }
  }

  private void rollback() {
    try {
      files.rollback(damaged);
    } catch (IOException broken) {
      throw unclosed(broken);
    }
  }

  private UncheckedIOException unwritten(IOException broken) {
    return new UncheckedIOException("the search index in " + path + " cannot be written", broken);
  }

  private UncheckedIOException unclosed(IOException broken) {
    return new UncheckedIOException("the search index in " + path + " cannot be closed", broken);
  }
}
