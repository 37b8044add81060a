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
import io.chatlog.view.SeqPage;
import java.util.ArrayList;
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
    RangePages<Message> pages =
        new RangePages<>(
            range,
            (from, end, newestFirst, visitor) ->
                Scans.messages(
                    handle,
                    user,
                    session,
                    from,
                    end,
                    newestFirst,
                    row -> visitor.test(row.message())),
            Message::seq,
            message -> range.admits(message.role(), message.timestampMicros()));
    MessageId centre = range.around();
    if (centre == null) {
      return new Lookup.Found<>(page(pages.page()));
    }
    OptionalLong seq = rows.seq(user, session, centre);
    return seq.isEmpty()
        ? new Lookup.Missing<>(ErrorCode.MESSAGE_NOT_FOUND)
        : new Lookup.Found<>(page(pages.around(seq.getAsLong())));
  }

  private static MessagePage page(SeqPage<Message> page) {
    return new MessagePage(page.items(), page.next());
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
              new MessagePage.Life(
                  Math.max(session.lastSeq(), session.seqsGiven()),
                  session.createdOffset(),
                  rows.wasEnded(follow.user(), follow.session())));
        });
  }

  /** How much text a message holds. */
  static int chars(Message message) {
    return message.content().length() + message.metadataJson().length();
  }

  /** How far a scan is. */
  private static final class Progress {
    private int chars;
    private boolean more;
  }
}
