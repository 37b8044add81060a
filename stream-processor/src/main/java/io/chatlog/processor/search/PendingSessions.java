package io.chatlog.processor.search;

import io.chatlog.processor.fold.SessionRow;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that changed and whose documents are not written yet. Every message changes its session:
 * to write a document for each would double the work of the index. So a session waits here until
 * sessions are asked for, the index is written to disk, or too many wait; then the one that has
 * rested longest is written.
 *
 * <p>A document may skip changes, and some sessions are written before others. So a view of the
 * index shows no single moment; but {@link #writeAll} tells an offset up to which no change is
 * missing from any view that is opened afterwards: a document that bears no later one shows its
 * session as it was then.
 *
 * <p>Thread-safe. Changes come from one thread at a time; {@link #writeAll} from any, and a change
 * does not wait for it, unless twice as many sessions wait as should.
 */
final class PendingSessions {
  static final int SESSIONS_MAX = 4_096;
  static final long CHARS_MAX = 4L << 20;

  private final IndexWriter writer;

  // held from the moment that a session is taken out until its document is written
  private final ReentrantLock writing = new ReentrantLock();

  // the row as it is now, empty for a session that is gone; the session that changed last is last
  private LinkedHashMap<BytesRef, Optional<SessionRow>> waiting = new LinkedHashMap<>();
  private long chars;
  private long lastChange;

  /**
   * @param lastChange the offset of the last change that the index shows; -1 when there is none
   */
  PendingSessions(IndexWriter writer, long lastChange) {
    this.writer = writer;
    this.lastChange = lastChange;
  }

  /** A session is as a row says, or gone. */
  void put(BytesRef key, @Nullable SessionRow row) throws IOException {
    synchronized (this) {
      Optional<SessionRow> next = Optional.ofNullable(row);
      chars += chars(next) - chars(waiting.remove(key));
      waiting.put(key, next);
      lastChange = row == null ? lastChange : Math.max(lastChange, row.lastOffset());
    }
    while (isOver(1)) {
      if (isOver(2)) {
        writing.lock();
      } else if (!writing.tryLock()) {
        return; // they are being written
      }
      try {
        writeEldest();
      } finally {
        writing.unlock();
      }
    }
  }

  private synchronized boolean isOver(int times) {
    return waiting.size() > times * SESSIONS_MAX || chars > times * CHARS_MAX;
  }

  private void writeEldest() throws IOException {
    BytesRef key;
    Optional<SessionRow> row;
    synchronized (this) {
      if (waiting.isEmpty()) {
        return;
      }
      Iterator<Map.Entry<BytesRef, Optional<SessionRow>>> entries = waiting.entrySet().iterator();
      Map.Entry<BytesRef, Optional<SessionRow>> eldest = entries.next();
      key = eldest.getKey();
      row = eldest.getValue();
      entries.remove();
      chars -= chars(row);
    }
    write(key, row);
  }

  /**
   * Writes the documents of all sessions that changed before this call.
   *
   * @return the offset of the last of those changes
   */
  long writeAll() throws IOException {
    writing.lock();
    try {
      Map<BytesRef, Optional<SessionRow>> taken;
      long shown;
      synchronized (this) {
        taken = waiting;
        waiting = new LinkedHashMap<>();
        chars = 0;
        shown = lastChange;
      }
      for (Map.Entry<BytesRef, Optional<SessionRow>> entry : taken.entrySet()) {
        write(entry.getKey(), entry.getValue());
      }
      return shown;
    } finally {
      writing.unlock();
    }
  }

  /** Forgets what waits. */
  synchronized void clear() {
    waiting.clear();
    chars = 0;
    lastChange = -1;
  }

  private void write(BytesRef key, Optional<SessionRow> row) throws IOException {
    Term term = new Term(SessionFields.KEY, key);
    if (row.isPresent()) {
      writer.updateDocument(term, SessionDocument.of(row.get(), key));
    } else {
      writer.deleteDocuments(term);
    }
  }

  @SuppressWarnings("OptionalAssignedToNull") // what a map says of an absent key
  private static long chars(@Nullable Optional<SessionRow> row) {
    return row == null || row.isEmpty() ? 0 : row.get().session().metadataJson().length();
  }
}
