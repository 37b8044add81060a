package io.chatlog.processor.store;

import io.chatlog.processor.fold.Change;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;

/** The rows that changes put or, with a null value, take away. */
public final class ChangeRows {
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
      case Change.PutMessage put -> addMessage(put.row(), rows);
      case Change.PutUserStats put ->
          rows.add(row(Keys.userStats(put.user()), RowCodecs.USER_STATS.encode(put.row())));
      case Change.PutChannelSessions put ->
          rows.add(
              KeyValue.pair(
                  Keys.channelSessions(put.user(), put.channel()),
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
    Bytes place = Keys.activity(session.owner(), session.lastActivityMicros(), session.id());
    if (before != null) {
      Bytes placeBefore =
          Keys.activity(session.owner(), before.session().lastActivityMicros(), session.id());
      if (!placeBefore.equals(place)) {
        rows.add(KeyValue.pair(placeBefore, null));
      }
    }
    // the value lets a walk over the list tell who moved since it began, without the session's row
    rows.add(row(place, RowCodecs.number(put.row().lastOffset())));
  }

  private static void addMessage(MessageRow row, List<KeyValue<Bytes, byte[]>> rows) {
    Message message = row.message();
    rows.add(
        row(
            Keys.message(message.owner(), message.session(), message.seq()),
            RowCodecs.MESSAGE.encode(row)));
    rows.add(
        row(
            Keys.messageSeq(message.owner(), message.session(), message.id()),
            RowCodecs.number(message.seq())));
    rows.add(
        row(
            Keys.messageOffset(message.owner(), row.offset()),
            RowCodecs.MESSAGE_PLACE.encode(
                new RowCodecs.MessagePlace(message.session(), message.seq()))));
  }

  private static KeyValue<Bytes, byte[]> row(Bytes key, byte[] value) {
    return KeyValue.pair(key, value);
  }
}
