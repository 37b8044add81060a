package io.chatlog.processor.store;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.PartitionRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.processor.search.IndexAudit;
import io.chatlog.processor.search.SearchIndex;
import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the index holds of every message, session, vector and uploaded document anew, each in
 * place of what was there: searches find one of the two at any time. Then takes away what stands
 * for no row.
 *
 * <p>A row is read and its document written while no other change of the index is made. Whoever
 * changes the row in between writes the row first and the index then, so the last document is
 * always that of the last row.
 */
final class Reindexing {
  private final PartitionHandle handle;
  private final SearchIndex index;
  private final Rows rows;
  private final ReindexListener listener;
  private @Nullable DocumentKey lastGone;

  Reindexing(PartitionHandle handle, SearchIndex index, ReindexListener listener) {
    this.handle = handle;
    this.index = index;
    this.rows = new Rows(handle);
    this.listener = listener;
  }

  void run() {
    PartitionRow totals = rows.partition();
    listener.begins(Math.max(totals.sessions() + totals.messages(), index.documents()));
    try (RowSnapshot then = handle.snapshot()) {
      each(then, Keys.SESSION, key -> session(SessionKey.of(key)));
      each(then, Keys.SESSION_VECTOR, key -> sessionVector(SessionKey.of(key)));
      each(then, Keys.MESSAGE, key -> message(MessageKey.of(key)));
      each(then, Keys.DOCUMENT, key -> document(DocumentKey.of(key)));
    }
    try (IndexAudit audit = index.audit()) {
      audit.forEach(new Ghosts());
    }
  }

  /** What stands for no row goes. */
  private final class Ghosts implements IndexAudit.Visitor {
    @Override
    public void message(UserId owner, SessionId session, long seq) {
      listener.looked();
      if (handle.get(Keys.message(owner, session, seq)) == null) {
        listener.removed();
        Reindexing.this.message(new MessageKey(owner, session, seq));
      }
    }

    @Override
    public void document(UserId owner, SessionId session, DocumentId document) {
      listener.looked();
      DocumentKey key = new DocumentKey(owner, session, document.value());
      if (!key.equals(lastGone) && handle.get(Keys.document(owner, session, document)) == null) {
        lastGone = key; // its pieces follow one another
        listener.removed();
        Reindexing.this.document(key);
      }
    }

    @Override
    public void sessionVector(UserId owner, SessionId session) {
      listener.looked();
      if (handle.get(Keys.sessionVector(owner, session)) == null) {
        listener.removed();
        Reindexing.this.sessionVector(new SessionKey(owner, session));
      }
    }

    @Override
    public void session(UserId owner, SessionId session) {
      listener.looked();
      if (handle.get(Keys.session(owner, session)) == null) {
        listener.removed();
        Reindexing.this.session(new SessionKey(owner, session));
      }
    }
  }

  private interface KeyVisitor {
    void visit(byte[] key);
  }

  private void each(RowSnapshot then, byte kind, KeyVisitor visitor) {
    then.scan(
        Keys.first(kind),
        Keys.first((byte) (kind + 1)),
        false,
        (key, value) -> {
          listener.written();
          visitor.visit(key.get());
          return true;
        });
  }

  private void session(SessionKey key) {
    index.rewrite(
        () -> index.apply(key.owner(), key.session(), rows.session(key.owner(), key.session())));
  }

  private void sessionVector(SessionKey key) {
    index.rewrite(
        () -> {
          SessionRow session = rows.session(key.owner(), key.session());
          SessionVectorRow row = rows.sessionVector(key.owner(), key.session());
          if (session == null || row == null) {
            index.deleteSessionVector(key.owner(), key.session());
          } else {
            index.apply(row.shownIn(session.session()));
          }
        });
  }

  private void message(MessageKey key) {
    index.rewrite(
        () -> {
          SessionRow session = rows.session(key.owner(), key.session());
          MessageRow row = rows.message(key.owner(), key.session(), key.seq());
          if (session == null || row == null) {
            index.delete(key.owner(), key.session(), key.seq());
          } else {
            index.apply(row.shownIn(session.session()));
          }
        });
  }

  private void document(DocumentKey key) {
    if (key.isUpload()) {
      return;
    }
    index.rewrite(
        () -> {
          SessionRow session = rows.session(key.owner(), key.session());
          DocumentRow row = rows.document(key.owner(), key.session(), key.document());
          if (session == null || row == null) {
            index.deleteDocument(key.owner(), key.session(), key.document());
          } else {
            index.apply(
                row.shownIn(session.session()),
                chunk -> rows.chunk(row, chunk),
                rows.chunkVectors(row));
          }
        });
  }
}
