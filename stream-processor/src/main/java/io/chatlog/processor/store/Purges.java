package io.chatlog.processor.store;

import io.chatlog.processor.fold.AuthoredRow;
import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.InsightRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.PanelMessageRow;
import io.chatlog.processor.fold.UserRow;
import io.chatlog.processor.store.RowCodecs.PurgeRow;
import io.chatlog.processor.store.RowCodecs.TracedEvent;
import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.MessageId;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.SessionId;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Takes away the rows of users, sessions, messages, personas and panels that are gone, a bounded
 * number at a time, and tells which events on the log held them.
 *
 * <p>What is gone cannot be read any more from the moment at which it was decided: a user's or a
 * session's own row goes with the decision, and nothing below it is reached without it. What
 * follows here may take its time, survives restarts (a {@code w} row remembers it), and is finished
 * before another event of the same user is decided, so that it never meets new rows.
 *
 * <p>Belongs to one task and its thread.
 */
public final class Purges {
  /** What is erased beside rows. */
  public interface Listener {
    /**
     * An event is to be erased from the log, with whatever was derived from it.
     *
     * @param creator whether a user or session came into being with it
     */
    void event(UserId user, long offset, TracedEvent event, boolean creator);

    /** An event brought a user into being that stays: only its text is to be erased. */
    void userBegan(UserRow user, TracedEvent event);

    /** An event brought a part of a document, or a vector of one: nothing was derived from it. */
    void part(UserId user, String eventId);

    /** A session is gone. */
    void session(UserId user, SessionId session);
  }

  private static final byte[] NOTHING = {};

  private final RowSource source;
  private final Consumer<List<KeyValue<Bytes, byte[]>>> write;
  private final Rows rows;
  private final Listener listener;
  private boolean pending;

  /**
   * @param source the rows, as they are now
   * @param write puts rows or, with a null value, takes them away
   */
  public Purges(
      RowSource source, Consumer<List<KeyValue<Bytes, byte[]>>> write, Listener listener) {
    this.source = source;
    this.write = write;
    this.rows = new Rows(source);
    this.listener = listener;
    look();
  }

  /** Whether rows are left to be taken away. */
  public boolean pending() {
    return pending;
  }

  /** Looks whether there is something to do. */
  public void look() {
    pending = next(Keys.first(Keys.PURGE), Keys.first((byte) (Keys.PURGE + 1))) != null;
  }

  /** Rows were written: there is something to do where they say that something goes. */
  public void follow(List<KeyValue<Bytes, byte[]>> written) {
    for (KeyValue<Bytes, byte[]> row : written) {
      pending |= row.value != null && Keys.is(Keys.PURGE, row.key);
    }
  }

  /** Takes away everything of a user that is to go. */
  public void finish(UserId user) {
    if (!pending) {
      return;
    }
    Bytes own = Keys.purge(user, null, null);
    finish(own, Keys.behind(own));
    Bytes inner = Keys.ofUser(Keys.PURGE, user);
    finish(inner, Keys.end(inner));
    look();
  }

  private void finish(Bytes from, Bytes end) {
    for (Purge purge = next(from, end); purge != null; purge = next(from, end)) {
      work(purge, Integer.MAX_VALUE);
    }
  }

  /** Takes away at most about so many rows. */
  public void work(int rowsMax) {
    int left = rowsMax;
    while (pending && left > 0) {
      Purge purge = next(Keys.first(Keys.PURGE), Keys.first((byte) (Keys.PURGE + 1)));
      if (purge == null) {
        pending = false;
        return;
      }
      left -= Math.max(1, work(purge, left));
    }
  }

  /** Something that goes. */
  private record Purge(
      Bytes key,
      PurgeRow row,
      UserId user,
      @Nullable SessionId session,
      @Nullable MessageId message,
      @Nullable ContextId context,
      @Nullable DocumentId document) {
    /** Whether an event that erased it goes last. */
    boolean isDecided() {
      return message == null && !row.eventId().isEmpty();
    }

    static Purge of(Bytes key, PurgeRow row) {
      List<String> ids = Keys.purgeIds(key);
      boolean inner = ids.size() > 1 && !ids.get(1).isEmpty();
      String third = ids.size() > 2 ? ids.get(2) : "";
      char mark = third.isEmpty() ? 0 : third.charAt(0);
      ContextId context = third.isEmpty() ? null : Keys.purgedContext(third);
      boolean ofMessage =
          !third.isEmpty()
              && context == null
              && mark != Keys.DOCUMENT_MARK
              && mark != Keys.UPLOAD_MARK;
      return new Purge(
          key,
          row,
          new UserId(ids.get(0)),
          inner ? new SessionId(ids.get(1)) : null,
          ofMessage ? new MessageId(third) : null,
          context,
          mark == Keys.DOCUMENT_MARK ? new DocumentId(third.substring(1)) : null);
    }
  }

  private @Nullable Purge next(Bytes from, Bytes end) {
    Purge[] found = new Purge[1];
    source.scan(
        from,
        end,
        false,
        (key, value) -> {
          found[0] = Purge.of(key, RowCodecs.PURGE.decode(value));
          return false;
        });
    return found[0];
  }

  private int work(Purge purge, int rowsMax) {
    UserId user = purge.user();
    SessionId session = purge.session();
    int taken = 0;
    if (session == null && purge.context() == null && purge.message() == null) {
      // all at once: nothing below a session is reached without these
      for (byte kind : new byte[] {Keys.SESSION, Keys.ACTIVITY, Keys.BEGINNING}) {
        taken += take(purge, Keys.ofUser(kind, user), Integer.MAX_VALUE);
      }
    }
    for (Bytes prefix : prefixes(purge)) {
      if (taken >= rowsMax) {
        return taken;
      }
      taken += take(purge, prefix, rowsMax - taken);
    }
    if (taken >= rowsMax) {
      return taken;
    }
    if (purge.isDecided()) {
      UserRow owner = session == null ? null : rows.user(user);
      TracedEvent deletion = TracedEvent.accepted(purge.row().eventId());
      if (owner == null || owner.createdOffset() != purge.row().createdOffset()) {
        listener.event(user, purge.row().offset(), deletion, false);
      } else {
        // a replay ends with a record behind what stands for the erased event
        keep(user, purge.row().offset(), deletion);
      }
    }
    write.accept(List.of(KeyValue.pair(purge.key(), null)));
    return taken + 1;
  }

  private static List<Bytes> prefixes(Purge purge) {
    UserId user = purge.user();
    SessionId session = purge.session();
    ContextId context = purge.context();
    if (context != null) {
      // those that name no session ask for its deletion
      Bytes without = Keys.contextTraces(user, null, context);
      return session == null
          ? List.of(without)
          : List.of(without, Keys.contextTraces(user, session, context));
    }
    if (session == null && purge.message() != null) {
      return List.of(Keys.traces(user, null, purge.message())); // of a panel
    }
    if (session == null) {
      List<Bytes> prefixes = new ArrayList<>();
      for (byte kind :
          new byte[] {
            Keys.SESSION_VECTOR,
            Keys.MESSAGE,
            Keys.MESSAGE_SEQ,
            Keys.MESSAGE_OFFSET,
            Keys.MESSAGE_TIME,
            Keys.CHANNEL_SESSIONS,
            Keys.EXTERNAL_ID,
            Keys.USER_BUCKET,
            Keys.USER_BUCKET_SESSION,
            Keys.PANEL_MESSAGE,
            Keys.INSIGHT,
            Keys.PANEL_PLACE,
            Keys.CONTEXT,
            Keys.CONTEXT_OF_USER,
            Keys.CONTEXT_OF_SESSION,
            Keys.DOCUMENT,
            Keys.DOCUMENT_OFFSET,
            Keys.DOCUMENT_BYTES,
            Keys.DOCUMENT_TEXT,
            Keys.CHUNK_VECTOR,
            Keys.DOCUMENT_OF,
            Keys.TRACE,
            Keys.PAST // last: of panels and personas, traces find theirs before
          }) {
        prefixes.add(Keys.ofUser(kind, user));
      }
      return prefixes;
    }
    if (purge.message() != null) {
      return List.of(Keys.traces(user, session, purge.message()));
    }
    UploadId upload = purge.row().upload();
    if (upload == null) {
      return List.of(
          Keys.ofSession(Keys.MESSAGE, user, session),
          Keys.ofSession(Keys.MESSAGE_SEQ, user, session),
          Keys.ofSession(Keys.MESSAGE_TIME, user, session),
          Keys.ofSession(Keys.CONTEXT_OF_SESSION, user, session),
          Keys.ofSession(Keys.DOCUMENT, user, session),
          Keys.ofSession(Keys.DOCUMENT_BYTES, user, session),
          Keys.ofSession(Keys.DOCUMENT_TEXT, user, session),
          Keys.ofSession(Keys.CHUNK_VECTOR, user, session),
          Keys.ofSession(Keys.DOCUMENT_OF, user, session),
          Keys.ofSession(Keys.TRACE, user, session));
    }
    List<Bytes> prefixes = new ArrayList<>(5);
    if (purge.document() != null) {
      // before the parts: without them a replay would refuse the event that completed it
      prefixes.add(Keys.documentTraces(user, session, purge.document()));
    }
    prefixes.add(Keys.ofUpload(Keys.DOCUMENT_BYTES, user, session, upload));
    prefixes.add(Keys.ofUpload(Keys.DOCUMENT_TEXT, user, session, upload));
    prefixes.add(Keys.ofUpload(Keys.CHUNK_VECTOR, user, session, upload));
    prefixes.add(Keys.ofUpload(Keys.DOCUMENT_OF, user, session, upload));
    return prefixes;
  }

  /** Takes away rows whose keys begin alike; returns how many. */
  private int take(Purge purge, Bytes prefix, int rowsMax) {
    List<KeyValue<Bytes, byte[]>> gone = new ArrayList<>();
    List<KeyValue<Bytes, byte[]>> looked = new ArrayList<>();
    source.scan(
        prefix,
        Keys.end(prefix),
        false,
        (key, value) -> {
          gone.add(KeyValue.pair(key, null));
          looked.add(KeyValue.pair(key, lookedAt(key, value)));
          return gone.size() < rowsMax;
        });
    if (gone.isEmpty()) {
      return 0;
    }
    for (KeyValue<Bytes, byte[]> row : looked) {
      tell(purge, row.key, row.value, gone);
    }
    write.accept(gone);
    return gone.size();
  }

  /** As much of a row as is needed: never the bytes of a document. */
  private static byte[] lookedAt(Bytes key, byte[] value) {
    return switch (key.get()[0]) {
      case Keys.MESSAGE,
          Keys.TRACE,
          Keys.SESSION,
          Keys.DOCUMENT,
          Keys.CONTEXT_OF_SESSION,
          Keys.PANEL_MESSAGE,
          Keys.INSIGHT ->
          value;
      case Keys.DOCUMENT_BYTES, Keys.CHUNK_VECTOR -> RowCodecs.text(RowCodecs.partEvent(value));
      default -> NOTHING;
    };
  }

  private void tell(Purge purge, Bytes key, byte[] value, List<KeyValue<Bytes, byte[]>> gone) {
    if (Keys.is(Keys.SESSION, key)) {
      Session session = RowCodecs.SESSION.decode(value).session();
      gone.add(KeyValue.pair(ChangeRows.bucketSession(session), null));
      gone.add(KeyValue.pair(Keys.ended(purge.user(), session.id()), NOTHING));
      listener.session(purge.user(), session.id());
    } else if (Keys.is(Keys.MESSAGE, key)) {
      MessageRow row = RowCodecs.MESSAGE.decode(value);
      gone.add(KeyValue.pair(Keys.messageOffset(purge.user(), row.offset()), null));
      erase(purge, row.offset(), TracedEvent.accepted(row.eventId()));
    } else if (Keys.is(Keys.PANEL_MESSAGE, key)) {
      PanelMessageRow row = PanelRowCodecs.MESSAGE.decode(value);
      forgetAuthor(purge.user(), row.offset(), gone);
      erase(purge, row.offset(), TracedEvent.accepted(row.eventId()));
    } else if (Keys.is(Keys.INSIGHT, key)) {
      InsightRow row = PanelRowCodecs.INSIGHT.decode(value);
      erase(purge, row.offset(), TracedEvent.accepted(row.eventId()));
    } else if (Keys.is(Keys.CONTEXT_OF_SESSION, key)) {
      ContextId context = new ContextId(RowCodecs.text(value));
      gone.add(KeyValue.pair(Keys.context(purge.user(), context), null));
      gone.add(KeyValue.pair(Keys.contextOfUser(purge.user(), Keys.contextOffset(key)), null));
    } else if (Keys.is(Keys.DOCUMENT_BYTES, key) || Keys.is(Keys.CHUNK_VECTOR, key)) {
      listener.part(purge.user(), RowCodecs.text(value));
    } else if (Keys.is(Keys.DOCUMENT, key)) {
      DocumentKey document = DocumentKey.of(key.get());
      if (document.isUpload()) {
        gone.add(KeyValue.pair(Keys.uploadBegun(RowCodecs.UPLOAD.decode(value)), null));
      } else {
        DocumentRow row = RowCodecs.DOCUMENT.decode(value);
        gone.add(KeyValue.pair(Keys.documentOffset(purge.user(), row.offset()), null));
        erase(purge, row.offset(), TracedEvent.accepted(row.eventId()));
      }
    } else if (Keys.is(Keys.TRACE, key)) {
      TracedEvent event = RowCodecs.TRACE.decode(value);
      long offset = Keys.traceOffset(key);
      if (event.isRejected()) {
        gone.add(KeyValue.pair(Keys.rejection(offset), null));
      }
      forgetAuthor(purge.user(), offset, gone);
      if (purge.session() != null && purge.message() == null) {
        gone.add(KeyValue.pair(Keys.messageOffset(purge.user(), offset), null)); // if it showed it
      }
      erase(purge, offset, event);
    }
  }

  /** Nobody needs to find an event by the user that it names that goes for another reason. */
  private void forgetAuthor(UserId owner, long offset, List<KeyValue<Bytes, byte[]>> gone) {
    if (!OwnerIds.isReserved(owner.value())) {
      return;
    }
    Bytes key = PanelKeys.authored(owner, offset);
    byte[] row = source.get(key);
    if (row != null) {
      AuthoredRow authored = PanelRowCodecs.AUTHORED.decode(row);
      gone.add(KeyValue.pair(key, null));
      gone.add(KeyValue.pair(PanelKeys.authoredBy(authored.author(), owner, offset), null));
    }
  }

  private void erase(Purge purge, long offset, TracedEvent event) {
    UserRow owner = purge.session() == null ? null : rows.user(purge.user());
    if (owner != null && owner.createdOffset() == offset) {
      listener.userBegan(owner, event);
      keep(purge.user(), offset, TracedEvent.replaced(event.eventId()));
      return;
    }
    listener.event(purge.user(), offset, event, offset == purge.row().createdOffset());
  }

  /** An event stays, in whole or in part, for as long as the user. */
  private void keep(UserId user, long offset, TracedEvent event) {
    write.accept(
        List.of(
            KeyValue.pair(Keys.trace(user, null, null, offset), RowCodecs.TRACE.encode(event))));
  }
}
