package io.chatlog.processor.store;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.search.IndexAudit;
import io.chatlog.processor.search.SearchIndex;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;

/**
 * Writes the document of every message and session anew, each in place of the one that was there:
 * searches find one of the two at any time. Then takes away documents that stand for no row.
 *
 * <p>A row is read and its document written while no other change of the index is made. Whoever
 * changes the row in between writes the row first and the index then, so the last document is
 * always that of the last row.
 */
final class Reindexing {
  private final PartitionHandle handle;
  private final SearchIndex index;
  private final Rows rows;
  private final Runnable tick;

  Reindexing(PartitionHandle handle, SearchIndex index, Runnable tick) {
    this.handle = handle;
    this.index = index;
    this.rows = new Rows(handle);
    this.tick = tick;
  }

  void run() {
    try (RowSnapshot then = handle.snapshot()) {
      each(then, Keys.SESSION, key -> session(SessionKey.of(key)));
      each(then, Keys.MESSAGE, key -> message(MessageKey.of(key)));
    }
    try (IndexAudit audit = index.audit()) {
      audit.forEach(
          new IndexAudit.Visitor() {
            @Override
            public void message(UserId owner, SessionId session, long seq) {
              tick.run();
              if (handle.get(Keys.message(owner, session, seq)) == null) {
                Reindexing.this.message(new MessageKey(owner, session, seq));
              }
            }

            @Override
            public void session(UserId owner, SessionId session) {
              tick.run();
              if (handle.get(Keys.session(owner, session)) == null) {
                Reindexing.this.session(new SessionKey(owner, session));
              }
            }
          });
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
          tick.run();
          visitor.visit(key.get());
          return true;
        });
  }

  private void session(SessionKey key) {
    index.rewrite(
        () -> index.apply(key.owner(), key.session(), rows.session(key.owner(), key.session())));
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
}
