package io.chatlog.processor.store;

import io.chatlog.processor.fold.ChunkVectorRow;
import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.search.SearchIndex;
import io.chatlog.view.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Gives an index the rows that it is derived from: those of messages, sessions and documents; where
 * channel, source or status of a session changed, what it holds follows. Belongs to one opening of
 * a store and its thread.
 */
final class IndexedRows {
  private final SearchIndex index;
  private final RowSource source;
  private final Rows rows;
  private final FollowedSessions followed = new FollowedSessions();

  /**
   * @param source the rows that are stored now
   */
  IndexedRows(SearchIndex index, RowSource source) {
    this.index = index;
    this.source = source;
    this.rows = new Rows(source);
  }

  /**
   * A session's row.
   *
   * @param row the session, or null when it is gone
   * @param follow whether its messages are found differently now
   */
  record SessionChange(SessionKey key, @Nullable SessionRow row, boolean follow) {}

  /**
   * Rows that come together.
   *
   * @param sessions the changes of sessions among them
   * @param messages for each row the message that it is, or null
   */
  record Coming(
      List<KeyValue<Bytes, byte[]>> rows,
      List<SessionChange> sessions,
      List<@Nullable MessageRow> messages) {}

  /**
   * What the index must take once rows are written. Looks at the rows that are stored now, so it
   * must be asked before, and remembers what edited messages said.
   */
  Coming coming(List<KeyValue<Bytes, byte[]>> entries) {
    List<SessionChange> sessions = new ArrayList<>(1);
    List<@Nullable MessageRow> messages = new ArrayList<>(entries.size());
    for (KeyValue<Bytes, byte[]> entry : entries) {
      SessionChange changed = sessionChange(entry.key, entry.value);
      if (changed != null) {
        sessions.add(changed);
      }
      MessageRow message =
          Keys.is(Keys.MESSAGE, entry.key) && entry.value != null
              ? RowCodecs.MESSAGE.decode(entry.value)
              : null;
      if (message != null && message.message().version() > 1) {
        edited(entry.key, message.message().version(), entries);
      }
      messages.add(message);
    }
    return new Coming(entries, sessions, messages);
  }

  /** A message is written again: by an edit, or with a vector, which says nothing new. */
  private void edited(Bytes key, long version, List<KeyValue<Bytes, byte[]>> entries) {
    byte[] stored = source.get(key);
    MessageRow before = stored == null ? null : RowCodecs.MESSAGE.decode(stored);
    if (before == null || before.message().version() >= version) {
      return;
    }
    Message message = before.message();
    SessionRow session = rows.session(message.owner(), message.session());
    MessageRow shown = session == null ? before : before.shownIn(session.session());
    for (KeyValue<Bytes, byte[]> entry : entries) {
      if (entry.key.equals(Keys.PARTITION) && entry.value != null) {
        index.edits(shown, RowCodecs.PARTITION.decode(entry.value).appliedOffset());
      }
    }
  }

  /** Rows were written. */
  void written(Coming coming) {
    for (int at = 0; at < coming.rows().size(); at++) {
      KeyValue<Bytes, byte[]> entry = coming.rows().get(at);
      MessageRow message = coming.messages().get(at);
      if (message == null) {
        written(entry.key.get(), entry.value);
      } else {
        index.apply(shown(message));
      }
    }
    coming.sessions().forEach(this::session);
  }

  /**
   * The change of a session that the index must take once a row is written, or null. Looks at the
   * row that is stored now, so it must be asked before; it looks only where a session ever changed.
   */
  @Nullable SessionChange sessionChange(Bytes key, byte @Nullable [] value) {
    if (!Keys.is(Keys.SESSION, key)) {
      return null;
    }
    SessionKey session = SessionKey.of(key.get());
    if (value == null) {
      return new SessionChange(session, null, false);
    }
    SessionRow row = RowCodecs.SESSION.decode(value);
    boolean follow = false;
    if (row.filterVersion() != 0) {
      byte[] before = source.get(key);
      follow =
          before == null || RowCodecs.SESSION.decode(before).filterVersion() != row.filterVersion();
    }
    return new SessionChange(session, row, follow);
  }

  /** A session's row was written. */
  void session(SessionChange change) {
    index.apply(change.key().owner(), change.key().session(), change.row());
    if (change.follow() && change.row() != null) {
      index.follow(change.row());
    }
  }

  /** A row was written or taken away; does nothing unless documents are made of it. */
  void written(byte[] key, byte @Nullable [] value) {
    if (value == null && key[0] == Keys.SESSION) {
      SessionKey gone = SessionKey.of(key);
      index.deleteSession(gone.owner(), gone.session());
      followed.forget(Bytes.wrap(key));
    } else if (value == null && key[0] == Keys.USER) {
      index.deleteUser(Keys.userOf(key));
    }
    if (key[0] == Keys.SESSION_VECTOR) {
      sessionVector(SessionKey.of(key), value);
    }
    if (key[0] == Keys.CHUNK_VECTOR && value != null) {
      chunkVector(ChunkKey.of(key), RowCodecs.CHUNK_VECTOR.decode(value));
    }
    if (key[0] == Keys.DOCUMENT) {
      document(DocumentKey.of(key), value);
    }
    if (key[0] != Keys.MESSAGE) {
      return;
    }
    if (value == null) {
      MessageKey gone = MessageKey.of(key);
      index.delete(gone.owner(), gone.session(), gone.seq());
    } else {
      index.replace(shown(RowCodecs.MESSAGE.decode(value)));
    }
  }

  /**
   * A message that was written again is found by what its session says now; a new one says that
   * itself.
   */
  private MessageRow shown(MessageRow row) {
    Message message = row.message();
    if (message.version() == 1 && !row.modelled()) {
      return row;
    }
    SessionRow session = rows.session(message.owner(), message.session());
    return session == null ? row : row.shownIn(session.session());
  }

  private void sessionVector(SessionKey key, byte @Nullable [] value) {
    if (value == null) {
      index.deleteSessionVector(key.owner(), key.session());
    } else {
      index.apply(RowCodecs.SESSION_VECTOR.decode(value));
    }
  }

  /**
   * A document's row was written: the pieces of its text were before, since it is what completes
   * it. Where they are gone, so is the document, by a row that follows.
   */
  private void document(DocumentKey key, byte @Nullable [] value) {
    if (key.isUpload()) {
      return;
    }
    if (value == null) {
      index.deleteDocument(key.owner(), key.session(), key.document());
    } else {
      DocumentRow row = RowCodecs.DOCUMENT.decode(value);
      index.apply(row, chunk -> rows.chunk(row, chunk), rows.chunkVectors(row));
    }
  }

  /** Of an upload that is not complete it waits; what completes that takes it along. */
  private void chunkVector(ChunkKey key, ChunkVectorRow vector) {
    if (vector.document() == null) {
      return;
    }
    DocumentRow row = rows.document(key.owner(), key.session(), vector.document());
    String text = row == null ? null : rows.chunk(row, key.chunk());
    if (row == null || text == null || !row.upload().equals(key.upload())) {
      return; // gone by now
    }
    SessionRow session = rows.session(key.owner(), key.session());
    DocumentRow shown = session == null ? row : row.shownIn(session.session());
    index.apply(shown, key.chunk(), text, vector.embedding());
  }

  /**
   * Rows of the changelog, of which the index has those up to its floor. That a row was gone before
   * it was written again the changelog need not tell.
   *
   * @param remade the keys of sessions among them that took the place of another: a message that
   *     came before them may have been shown in that one
   */
  void restored(
      Collection<ConsumerRecord<byte[], byte[]>> records, OptionalLong floor, Set<Bytes> remade) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (floor.isPresent() && record.offset() <= floor.getAsLong()) {
        continue;
      }
      written(record.key(), record.value());
      if (record.key()[0] == Keys.SESSION) {
        SessionRow row = record.value() == null ? null : RowCodecs.SESSION.decode(record.value());
        Bytes key = Bytes.wrap(record.key());
        boolean follow = row != null && (followed.isNews(key, row) || remade.contains(key));
        session(new SessionChange(SessionKey.of(record.key()), row, follow));
      }
    }
  }
}
