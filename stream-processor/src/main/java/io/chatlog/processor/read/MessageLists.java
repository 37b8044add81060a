package io.chatlog.processor.read;

import io.chatlog.error.ErrorCode;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.Scans;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Lookup;
import io.chatlog.view.Message;
import io.chatlog.view.MessagePage;
import io.chatlog.view.MessageRange;
import io.chatlog.view.Read;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * Messages of a session. A page looks at no more than {@value #ROWS_MAX} rows, plus one per message
 * passed over by {@code offset}; one that filters leave short says where to go on.
 */
final class MessageLists {
  static final int ROWS_MAX = 20_000;

  /** How much text a page holds, but for its last message, that is read for who follows. */
  static final int FOLLOWED_CHARS_MAX = 1 << 18;

  private MessageLists() {}

  static Lookup<Message> message(Rows rows, Read.GetMessage get) {
    MessageRow row = rows.message(get.user(), get.session(), get.message());
    if (row != null) {
      return new Lookup.Found<>(row.message());
    }
    return switch (ReadSwitch.ofSession(rows, get.user(), get.session(), found -> found)) {
      case Lookup.Found<SessionRow> session -> new Lookup.Missing<>(ErrorCode.MESSAGE_NOT_FOUND);
      case Lookup.Missing<SessionRow> missing -> new Lookup.Missing<>(missing.code());
    };
  }

  static Lookup<MessagePage> page(
      PartitionHandle handle, Rows rows, UserId user, SessionId session, MessageRange range) {
    Lookup<SessionRow> found = ReadSwitch.ofSession(rows, user, session, row -> row);
    if (found instanceof Lookup.Missing<SessionRow> missing) {
      return new Lookup.Missing<>(missing.code());
    }
    MessageId centre = range.around();
    if (centre == null) {
      return new Lookup.Found<>(page(handle, user, session, range));
    }
    OptionalLong seq = rows.seq(user, session, centre);
    return seq.isEmpty()
        ? new Lookup.Missing<>(ErrorCode.MESSAGE_NOT_FOUND)
        : new Lookup.Found<>(around(handle, user, session, range, seq.getAsLong()));
  }

  /** Messages for who follows a session. */
  static Lookup<MessagePage> followed(
      PartitionHandle handle, Rows rows, Read.FollowMessages follow) {
    return ReadSwitch.ofSession(
        rows,
        follow.user(),
        follow.session(),
        session -> {
          List<Message> items = new ArrayList<>();
          Progress progress = new Progress();
          Scans.messages(
              handle,
              follow.user(),
              follow.session(),
              follow.afterSeq() == Long.MAX_VALUE
                  ? Long.MAX_VALUE
                  : Math.max(0, follow.afterSeq() + 1),
              Long.MAX_VALUE,
              false,
              row -> {
                if (items.size() == follow.limit() || progress.chars >= FOLLOWED_CHARS_MAX) {
                  progress.more = true;
                  return false;
                }
                items.add(row.message());
                progress.chars += chars(row.message());
                return true;
              });
          return new MessagePage(
              items,
              progress.more ? items.getLast().seq() : null,
              Math.max(session.lastSeq(), session.seqsGiven()));
        });
  }

  /** How much text a message holds. */
  static int chars(Message message) {
    return message.content().length() + message.metadataJson().length();
  }

  private static MessagePage page(
      PartitionHandle handle, UserId user, SessionId session, MessageRange range) {
    List<Message> items = new ArrayList<>(Math.min(range.limit(), 1_000));
    Progress progress = new Progress();
    long from = range.afterSeq() == Long.MAX_VALUE ? Long.MAX_VALUE : range.afterSeq() + 1;
    Scans.messages(
        handle,
        user,
        session,
        Math.max(from, 0),
        Math.max(range.beforeSeq(), 0),
        range.newestFirst(),
        row -> {
          Message message = row.message();
          if (items.size() == range.limit() || progress.looked >= ROWS_MAX) {
            progress.more = true;
            return false;
          }
          if (!matches(range, message)) {
            progress.looked++;
          } else if (progress.passed < range.offset()) {
            progress.passed++;
          } else {
            progress.looked++;
            items.add(message);
          }
          progress.lastSeq = message.seq();
          return true;
        });
    return new MessagePage(items, progress.more ? progress.lastSeq : null);
  }

  private static MessagePage around(
      PartitionHandle handle, UserId user, SessionId session, MessageRange range, long centre) {
    int half = range.limit() / 2;
    List<Message> items = new ArrayList<>();
    collect(handle, user, session, range, 0, centre, true, half, items);
    Collections.reverse(items);
    int room = range.limit() - items.size();
    collect(handle, user, session, range, centre, Long.MAX_VALUE, false, room, items);
    Message last = items.isEmpty() ? null : items.getLast();
    return new MessagePage(
        items, last != null && items.size() == range.limit() ? last.seq() : null);
  }

  private static void collect(
      PartitionHandle handle,
      UserId user,
      SessionId session,
      MessageRange range,
      long fromSeq,
      long endSeq,
      boolean newestFirst,
      int most,
      List<Message> into) {
    Progress progress = new Progress();
    if (most == 0) {
      return;
    }
    Scans.messages(
        handle,
        user,
        session,
        fromSeq,
        endSeq,
        newestFirst,
        row -> {
          if (matches(range, row.message())) {
            into.add(row.message());
            progress.passed++;
          }
          progress.looked++;
          return progress.passed < most && progress.looked < ROWS_MAX;
        });
  }

  private static boolean matches(MessageRange range, Message message) {
    return (range.roles().isEmpty() || range.roles().contains(message.role()))
        && message.timestampMicros() >= range.sinceMicros()
        && message.timestampMicros() < range.untilMicros();
  }

  /** How far a scan is. */
  private static final class Progress {
    private int looked;
    private int chars;
    private int passed;
    private boolean more;
    private long lastSeq;
  }
}
