package io.chatlog.processor.store;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.UserRow;
import io.chatlog.processor.store.RowCodecs.PurgeRow;
import io.chatlog.processor.store.RowCodecs.TracedEvent;
import io.chatlog.value.ContextId;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Takes away the rows of users, sessions and messages that are gone, a bounded number at a time,
 * and tells which events on the log held them.
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
      @Nullable ContextId context) {

    static Purge of(Bytes key, PurgeRow row) {
      List<String> ids = Keys.purgeIds(key);
      boolean inner = ids.size() > 1 && !ids.get(1).isEmpty();
      ContextId context = ids.size() > 2 ? Keys.purgedContext(ids.get(2)) : null;
      return new Purge(
          key,
          row,
          new UserId(ids.get(0)),
          inner ? new SessionId(ids.get(1)) : null,
          ids.size() > 2 && context == null ? new MessageId(ids.get(2)) : null,
          context);
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
    if (session == null && purge.context() == null) {
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
    if (purge.message() == null) {
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
    if (session == null) {
      List<Bytes> prefixes = new ArrayList<>();
      for (byte kind :
          new byte[] {
            Keys.MESSAGE,
            Keys.MESSAGE_SEQ,
            Keys.MESSAGE_OFFSET,
            Keys.CHANNEL_SESSIONS,
            Keys.EXTERNAL_ID,
            Keys.USER_BUCKET,
            Keys.USER_BUCKET_SESSION,
            Keys.CONTEXT,
            Keys.CONTEXT_OF_USER,
            Keys.CONTEXT_OF_SESSION,
            Keys.TRACE
          }) {
        prefixes.add(Keys.ofUser(kind, user));
      }
      return prefixes;
    }
    return purge.message() == null
        ? List.of(
            Keys.ofSession(Keys.MESSAGE, user, session),
            Keys.ofSession(Keys.MESSAGE_SEQ, user, session),
            Keys.ofSession(Keys.CONTEXT_OF_SESSION, user, session),
            Keys.ofSession(Keys.TRACE, user, session))
        : List.of(Keys.traces(user, session, purge.message()));
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
          looked.add(KeyValue.pair(key, isLookedAt(key) ? value : NOTHING));
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

  private static boolean isLookedAt(Bytes key) {
    return Keys.is(Keys.CONTEXT_OF_SESSION, key)
        || Keys.is(Keys.MESSAGE, key)
        || Keys.is(Keys.TRACE, key)
        || Keys.is(Keys.SESSION, key);
  }

  private void tell(Purge purge, Bytes key, byte[] value, List<KeyValue<Bytes, byte[]>> gone) {
    if (Keys.is(Keys.SESSION, key)) {
      Session session = RowCodecs.SESSION.decode(value).session();
      gone.add(KeyValue.pair(ChangeRows.bucketSession(session), null));
      listener.session(purge.user(), session.id());
    } else if (Keys.is(Keys.MESSAGE, key)) {
      MessageRow row = RowCodecs.MESSAGE.decode(value);
      gone.add(KeyValue.pair(Keys.messageOffset(purge.user(), row.offset()), null));
      erase(purge, row.offset(), TracedEvent.accepted(row.eventId()));
    } else if (Keys.is(Keys.CONTEXT_OF_SESSION, key)) {
      ContextId context = new ContextId(RowCodecs.text(value));
      gone.add(KeyValue.pair(Keys.context(purge.user(), context), null));
      gone.add(KeyValue.pair(Keys.contextOfUser(purge.user(), Keys.contextOffset(key)), null));
    } else if (Keys.is(Keys.TRACE, key)) {
      TracedEvent event = RowCodecs.TRACE.decode(value);
      long offset = Keys.traceOffset(key);
      if (event.isRejected()) {
        gone.add(KeyValue.pair(Keys.rejection(offset), null));
      }
      if (purge.session() != null && purge.message() == null) {
        gone.add(KeyValue.pair(Keys.messageOffset(purge.user(), offset), null)); // if it showed it
      }
      erase(purge, offset, event);
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
