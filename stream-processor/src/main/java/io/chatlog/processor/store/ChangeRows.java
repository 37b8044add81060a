package io.chatlog.processor.store;

import io.chatlog.processor.fold.Bucket;
import io.chatlog.processor.fold.BucketRow;
import io.chatlog.processor.fold.Change;
import io.chatlog.processor.fold.ContextRow;
import io.chatlog.processor.fold.EmailClaimRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.processor.fold.Trace;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Message;
import io.chatlog.view.SavedContext;
import io.chatlog.view.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** The rows that changes put or, with a null value, take away. */
public final class ChangeRows {
  private static final byte[] NOTHING = {};

  private ChangeRows() {}

  /** The rows of one event's changes, to be written as one batch. */
  public static List<KeyValue<Bytes, byte[]>> of(List<Change> changes) {
    List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>(changes.size() + 3);
    for (Change change : changes) {
      add(change, rows);
    }
    return rows;
  }

  private static void add(Change change, List<KeyValue<Bytes, byte[]>> rows) {
    switch (change) {
      case Change.PutUser put ->
          rows.add(row(Keys.user(put.row().user().id()), RowCodecs.USER.encode(put.row())));
      case Change.PutSession put -> addSession(put, rows);
      case Change.ShowSession(SessionRow row, SessionRow before) -> {
        Session session = row.session();
        RowCodecs.Shown shown =
            new RowCodecs.Shown(
                before.staged(), before.sight().hiddenOffset(), before.sight().restoredOffset());
        rows.add(
            row(
                Keys.messageOffset(session.owner(), row.lastOffset()),
                RowCodecs.MESSAGE_PLACE.encode(
                    new RowCodecs.MessagePlace(session.id(), row.lastSeq(), shown))));
      }
      case Change.PutTitles put ->
          rows.add(
              row(Keys.titles(put.user(), put.session()), RowCodecs.TITLES.encode(put.titles())));
      case Change.PutSessionVector(SessionVectorRow row) ->
          rows.add(
              row(
                  Keys.sessionVector(row.owner(), row.session()),
                  RowCodecs.SESSION_VECTOR.encode(row)));
      case Change.DropSessionVector(UserId user, SessionId session) ->
          rows.add(KeyValue.pair(Keys.sessionVector(user, session), null));
      case Change.PutMessage put -> addMessage(put.row(), rows);
      case Change.DropUser drop -> {
        UserId user = drop.row().user().id();
        rows.add(KeyValue.pair(Keys.user(user), null));
        rows.add(KeyValue.pair(Keys.userStats(user), null));
        rows.add(purge(Keys.purge(user, null, null), drop.trace(), drop.row().createdOffset()));
      }
      case Change.DropSession drop -> dropSession(drop, rows);
      case Change.DropMessage drop -> dropMessage(drop.row(), rows);
      case Change.PutMessageTime(Message message, boolean present) ->
          rows.add(
              KeyValue.pair(
                  Keys.messageTime(
                      message.owner(), message.session(), message.timestampMicros(), message.seq()),
                  present ? NOTHING : null));
      case Change.PutContext(ContextRow row) -> addContext(row, rows);
      case Change.DropContext drop -> dropContext(drop, rows);
      case Change.PutPart _,
          Change.PutChunkVector _,
          Change.PutDocument _,
          Change.DropDocument _,
          Change.DropUpload _ ->
          DocumentRows.add(change, rows);
      case Change.PutExternalId put ->
          rows.add(
              KeyValue.pair(
                  Keys.externalId(put.user(), put.externalId()),
                  put.session() == null ? null : RowCodecs.text(put.session().value())));
      case Change.PutEmailClaim(EmailClaimRow row) ->
          rows.add(row(Keys.emailClaim(row.claim().email()), RowCodecs.EMAIL_CLAIM.encode(row)));
      case Change.DropEmailClaim(UserId email) ->
          rows.add(KeyValue.pair(Keys.emailClaim(email), null));
      case Change.PutEmailVoid put ->
          rows.add(
              KeyValue.pair(
                  Keys.emailVoid(put.user(), put.email()),
                  put.until() == null ? null : RowCodecs.number(put.until())));
      case Change.EraseEvent _ -> {}
      case Change.OfPanels panels -> PanelChangeRows.add(panels, rows);
      case Change.PutTrace(Trace trace) ->
          rows.add(
              row(
                  Keys.trace(trace),
                  RowCodecs.TRACE.encode(
                      new RowCodecs.TracedEvent(
                          trace.eventId(),
                          true,
                          trace.standIn() != null,
                          trace.rejected(),
                          trace.activityMicros()))));
      case Change.PutUserStats put ->
          rows.add(row(Keys.userStats(put.user()), RowCodecs.USER_STATS.encode(put.row())));
      case Change.PutChannelSessions put ->
          rows.add(
              KeyValue.pair(
                  Keys.channelSessions(put.user(), put.channel()),
                  put.sessions() == 0 ? null : RowCodecs.number(put.sessions())));
      case Change.PutBucket(Bucket bucket, BucketRow row) ->
          rows.add(
              KeyValue.pair(
                  Keys.bucket(bucket), row.sessions() == 0 ? null : RowCodecs.BUCKET.encode(row)));
      case Change.PutUserBucket put ->
          rows.add(
              KeyValue.pair(
                  Keys.userBucket(put.user(), put.bucket()),
                  put.sessions() == 0 ? null : RowCodecs.number(put.sessions())));
      case Change.PutRejection put ->
          rows.add(row(Keys.rejection(put.offset()), RowCodecs.REJECTION.encode(put.row())));
      case Change.PutPartition put ->
          rows.add(row(Keys.PARTITION, RowCodecs.PARTITION.encode(put.row())));
    }
  }

  private static void addSession(Change.PutSession put, List<KeyValue<Bytes, byte[]>> rows) {
    Session session = put.row().session();
    SessionRow before = put.before();
    rows.add(row(Keys.session(session.owner(), session.id()), RowCodecs.SESSION.encode(put.row())));
    if (before != null && before.session().lastActivityMicros() != session.lastActivityMicros()) {
      rows.add(KeyValue.pair(activityKey(before.session()), null));
    }
    rows.add(activity(put.row()));
    if (before == null || !Bucket.of(before.session()).equals(Bucket.of(session))) {
      if (before != null) {
        dropFromBucket(before.session(), rows);
      }
      Bucket bucket = Bucket.of(session);
      rows.add(row(bucketSession(session), NOTHING));
      rows.add(row(Keys.userBucketSession(session.owner(), bucket, session.id()), NOTHING));
    }
    Bytes beginningBefore = before == null ? null : beginning(before);
    Bytes beginning = beginning(put.row());
    if (!Objects.equals(beginning, beginningBefore)) {
      if (beginningBefore != null) {
        rows.add(KeyValue.pair(beginningBefore, null));
      }
      if (beginning != null) {
        rows.add(row(beginning, NOTHING));
      }
    }
  }

  /** The place of a session by activity. */
  static KeyValue<Bytes, byte[]> activity(SessionRow row) {
    // the value lets a walk over the list tell who moved since it began, without the session's row
    return row(activityKey(row.session()), RowCodecs.number(row.lastOffset()));
  }

  private static Bytes activityKey(Session session) {
    return Keys.activity(session.owner(), session.lastActivityMicros(), session.id());
  }

  private static void dropFromBucket(Session session, List<KeyValue<Bytes, byte[]>> rows) {
    Bucket bucket = Bucket.of(session);
    rows.add(KeyValue.pair(bucketSession(session), null));
    rows.add(KeyValue.pair(Keys.userBucketSession(session.owner(), bucket, session.id()), null));
  }

  /** Where a session stands among all that are counted with it. */
  static Bytes bucketSession(Session session) {
    return Keys.bucketSession(
        Bucket.of(session), session.createdAtMicros(), session.owner(), session.id());
  }

  /** Where a session stands among those that count by their beginnings; null when it does not. */
  private static @Nullable Bytes beginning(SessionRow row) {
    Long first = row.activity().firstMicros();
    Session session = row.session();
    return first == null || session.status() == SessionStatus.DELETED
        ? null
        : Keys.beginning(session.owner(), first, session.id());
  }

  private static void dropSession(Change.DropSession drop, List<KeyValue<Bytes, byte[]>> rows) {
    Session session = drop.row().session();
    rows.add(KeyValue.pair(Keys.session(session.owner(), session.id()), null));
    rows.add(KeyValue.pair(Keys.titles(session.owner(), session.id()), null));
    rows.add(row(Keys.ended(session.owner(), session.id()), NOTHING));
    rows.add(KeyValue.pair(activityKey(session), null));
    if (drop.row().hasEmbedding()) {
      rows.add(KeyValue.pair(Keys.sessionVector(session.owner(), session.id()), null));
    }
    dropFromBucket(session, rows);
    Bytes beginning = beginning(drop.row());
    if (beginning != null) {
      rows.add(KeyValue.pair(beginning, null));
    }
    rows.add(
        purge(
            Keys.purge(session.owner(), session.id(), null),
            drop.trace(),
            drop.row().createdOffset()));
  }

  private static void addContext(ContextRow row, List<KeyValue<Bytes, byte[]>> rows) {
    SavedContext context = row.context();
    byte[] id = RowCodecs.text(context.id().value());
    rows.add(row(Keys.context(context.owner(), context.id()), RowCodecs.CONTEXT.encode(row)));
    rows.add(row(Keys.contextOfUser(context.owner(), row.offset()), id));
    if (context.session() != null) {
      rows.add(row(Keys.contextOfSession(context.owner(), context.session(), row.offset()), id));
    }
  }

  private static void dropContext(Change.DropContext drop, List<KeyValue<Bytes, byte[]>> rows) {
    SavedContext context = drop.row().context();
    long offset = drop.row().offset();
    rows.add(KeyValue.pair(Keys.context(context.owner(), context.id()), null));
    rows.add(KeyValue.pair(Keys.contextOfUser(context.owner(), offset), null));
    if (context.session() != null) {
      rows.add(
          KeyValue.pair(Keys.contextOfSession(context.owner(), context.session(), offset), null));
    }
    rows.add(
        purge(
            Keys.contextPurge(context.owner(), context.session(), context.id()),
            drop.trace(),
            offset));
  }

  static KeyValue<Bytes, byte[]> purge(Bytes key, Trace deletion, long createdOffset) {
    return row(
        key,
        RowCodecs.PURGE.encode(
            new RowCodecs.PurgeRow(deletion.eventId(), deletion.offset(), createdOffset)));
  }

  private static void dropMessage(MessageRow row, List<KeyValue<Bytes, byte[]>> rows) {
    Message message = row.message();
    rows.add(KeyValue.pair(Keys.message(message.owner(), message.session(), message.seq()), null));
    rows.add(
        KeyValue.pair(Keys.messageSeq(message.owner(), message.session(), message.id()), null));
    rows.add(KeyValue.pair(Keys.messageOffset(message.owner(), row.offset()), null));
    rows.add(
        row(
            Keys.trace(message.owner(), message.session(), null, row.offset()),
            RowCodecs.TRACE.encode(
                RowCodecs.TracedEvent.replaced(row.eventId(), row.sessionActivityMicros()))));
    rows.add(
        row(
            Keys.purge(message.owner(), message.session(), message.id()),
            RowCodecs.PURGE.encode(
                new RowCodecs.PurgeRow(row.eventId(), row.offset(), row.offset()))));
  }

  private static void addMessage(MessageRow row, List<KeyValue<Bytes, byte[]>> rows) {
    Message message = row.message();
    rows.add(
        row(
            Keys.message(message.owner(), message.session(), message.seq()),
            RowCodecs.MESSAGE.encode(row)));
    rows.add(messageSeq(row));
    rows.add(messageOffset(row));
  }

  /** The place of a message by its id. */
  static KeyValue<Bytes, byte[]> messageSeq(MessageRow row) {
    Message message = row.message();
    return row(
        Keys.messageSeq(message.owner(), message.session(), message.id()),
        RowCodecs.number(message.seq()));
  }

  /** The place of a message by the offset of its event. */
  static KeyValue<Bytes, byte[]> messageOffset(MessageRow row) {
    Message message = row.message();
    return row(
        Keys.messageOffset(message.owner(), row.offset()),
        RowCodecs.MESSAGE_PLACE.encode(
            new RowCodecs.MessagePlace(message.session(), message.seq(), null)));
  }

  private static KeyValue<Bytes, byte[]> row(Bytes key, byte[] value) {
    return KeyValue.pair(key, value);
  }
}
