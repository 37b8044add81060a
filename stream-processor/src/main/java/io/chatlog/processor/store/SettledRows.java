package io.chatlog.processor.store;

import io.chatlog.processor.search.RowFiles;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is on disk of a partition's rows such that a killed process can read on from it.
 *
 * <p>RocksDB has no log of its own here: what is on disk is all that was put up to some moment, and
 * a buffer behind it is lost with the process. Where that moment lies between two transactions, the
 * rows on disk are exactly those of the changelog up to an offset, and {@link RowsMark} says so;
 * the rest is read from the changelog again. Where it lies within a transaction, rows that Kafka
 * never commits can be on disk: they are given up, and all is read from the changelog, as Streams
 * does it after every kill. So buffers are written to disk here when a transaction was committed,
 * before they are so full that RocksDB writes them by itself; where it did, they are written again
 * with the next commit.
 *
 * <p>Belongs to one opening of a store. Changes come from one thread at a time; {@link #touch} and
 * {@link #end} from any.
 */
final class SettledRows implements RowFiles {
  private static final long TOUCH_MILLIS = Duration.ofHours(1).toMillis();

  private final CompactableStore rows;
  private final boolean told;
  private final InstantSource clock;
  private volatile boolean settled = true;
  private boolean following;
  private boolean distrusted;
  private boolean ended;
  private long asOfMillis;
  private long flushedMillis;
  private long offset;
  private long bytesAtCommit;

  /**
   * @param floor the changelog offset that the rows reflect; null when that is not known
   * @param asOfMillis they reflect all that the changelog held at this time
   * @param told whether commits are told; where they are not, nothing is said of the rows
   */
  SettledRows(
      CompactableStore rows,
      @Nullable Long floor,
      long asOfMillis,
      boolean told,
      InstantSource clock) {
    this.rows = rows;
    this.told = told;
    this.clock = clock;
    this.offset = floor == null ? -1 : floor;
    this.asOfMillis = asOfMillis;
    this.flushedMillis = clock.millis();
    if (isSettled()) {
      rows.mark(RowsMark.settled(offset, asOfMillis));
    }
  }

  /** Rows will be changed that Kafka has not committed. */
  void changing() {
    if (settled && told) {
      synchronized (this) {
        settled = false;
        rows.mark(RowsMark.UNSETTLED);
      }
    }
  }

  /**
   * Tells that Kafka has committed all that was changed so far, and nothing stands behind it in the
   * changelog.
   *
   * @param last the changelog offset of the last change
   */
  synchronized void committed(long last) {
    if (ended || distrusted) {
      return;
    }
    following = true;
    offset = last;
    asOfMillis = clock.millis();
    settled = true;
    rows.mark(RowsMark.settled(last, asOfMillis));
    long bytes = rows.bufferedBytes();
    long grown = bytes - bytesAtCommit;
    // a transaction like this one must find room
    if (rows.wasFlushedAside() || bytes + grown + grown / 2 > RocksDbMemory.bufferBytesEach()) {
      flush();
      rows.countUnflushed();
      bytesAtCommit = 0;
    } else {
      bytesAtCommit = bytes;
    }
  }

  /** Tells that what was changed since the last commit never will be committed. */
  synchronized void aborted() {
    distrusted = true;
  }

  /**
   * What stands with rows of the changelog that are written up to an offset.
   *
   * @param writtenMillis when the record of that offset was written
   */
  synchronized RowsMark restored(long last, long writtenMillis) {
    following = false;
    asOfMillis = Math.max(asOfMillis, Math.min(writtenMillis, clock.millis()));
    offset = Math.max(offset, last);
    return settled && !distrusted ? RowsMark.settled(offset, asOfMillis) : RowsMark.UNSETTLED;
  }

  /** Forgets what was said: the changelog that the rows were made of is not to be trusted. */
  synchronized void clear() {
    distrusted = true;
    offset = -1;
    if (told) {
      rows.mark(RowsMark.UNSETTLED);
    }
  }

  @Override
  public void compact() {
    rows.compact();
  }

  /** {@inheritDoc} Rows that are held by the owner of their partition do not grow old. */
  @Override
  public synchronized void touch() {
    long now = clock.millis();
    if (!isSettled() || now - flushedMillis < TOUCH_MILLIS) {
      return;
    }
    asOfMillis = following ? now : asOfMillis;
    rows.mark(RowsMark.settled(offset, asOfMillis));
    flush();
  }

  private void flush() {
    rows.writeOut();
    flushedMillis = clock.millis();
  }

  /** No call is inside, or comes in any more; to be called before rows and index are closed. */
  synchronized void end() {
    if (isSettled()) {
      rows.mark(RowsMark.closed(offset, following ? clock.millis() : asOfMillis));
    }
    ended = true;
  }

  private boolean isSettled() {
    return told && settled && offset >= 0 && !distrusted && !ended;
  }
}
