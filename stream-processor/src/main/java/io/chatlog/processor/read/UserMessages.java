package io.chatlog.processor.read;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.RowCodecs.Shown;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.Scans;
import io.chatlog.processor.store.Scans.PlacedMessage;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.Read;
import io.chatlog.view.StreamPlace;
import io.chatlog.view.UserMessagePage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages of all sessions of a user, in the order of the log. The copies of a fork stand where the
 * fork was shown; messages that were left out because their session was soft-deleted stand where it
 * was restored, for those who had passed them (see {@link MissedStretches}).
 *
 * <p>A page looks at no more than {@value #PLACES_MAX} messages and holds {@value
 * MessageLists#FOLLOWED_CHARS_MAX} characters but for the last; one that is short for that says
 * where to go on.
 */
final class UserMessages {
  static final int PLACES_MAX = 20_000;

  /** How far back it is looked whether a session was hidden each time that a client came by. */
  private static final int RESTORED_MAX = 32;

  private final PartitionHandle handle;
  private final Rows rows;
  private final Read.ListUserMessages read;
  private final MissedStretches missed;
  private final Map<SessionId, Optional<SessionRow>> sessions = new HashMap<>();
  private final List<UserMessagePage.Placed> items = new ArrayList<>();
  private StreamPlace place;
  private int looked;
  private int chars;
  private boolean more;

  private UserMessages(PartitionHandle handle, Rows rows, Read.ListUserMessages read) {
    this.handle = handle;
    this.rows = rows;
    this.read = read;
    this.place = read.after();
    this.missed = new MissedStretches(read.after().missed(), rows.partition().appliedOffset());
  }

  static UserMessagePage page(PartitionHandle handle, Rows rows, Read.ListUserMessages read) {
    UserMessages messages = new UserMessages(handle, rows, read);
    StreamPlace after = read.after();
    boolean amid = after.seq() > 0;
    Scans.messagesByOffset(
        handle, read.user(), amid ? after.offset() - 1 : after.offset(), messages::visit);
    return new UserMessagePage(messages.items, messages.place, messages.more);
  }

  private boolean visit(PlacedMessage placed) {
    if (isFull()) {
      return false;
    }
    Shown shown = placed.shown();
    if (shown == null) {
      brought(placed);
    } else if (!shown(placed, shown)) {
      return false;
    }
    moveTo(placed.offset(), 0);
    return true;
  }

  private boolean isFull() {
    more =
        items.size() == read.limit()
            || looked >= PLACES_MAX
            || chars >= MessageLists.FOLLOWED_CHARS_MAX;
    return more;
  }

  private void add(MessageRow row) {
    items.add(new UserMessagePage.Placed(place, row.message()));
    chars += MessageLists.chars(row.message());
  }

  private void moveTo(long offset, long seq) {
    place = new StreamPlace(offset, seq, missed.list());
  }

  /** A message that an event brought. */
  private void brought(PlacedMessage placed) {
    looked++;
    if (placed.offset() == read.after().offset()) {
      return;
    }
    SessionRow session = sessions.computeIfAbsent(placed.session(), this::session).orElse(null);
    MessageRow row = rows.message(read.user(), placed.session(), placed.seq());
    // another event's message may stand there when the session was deleted and made anew; copies
    // are told where their fork was shown
    if (session == null || row == null || row.offset() != placed.offset() || row.isCopy()) {
      return;
    }
    if (isListed(session)) {
      moveTo(placed.offset(), 0);
      add(row);
    } else {
      missed.add(placed.offset(), session.lastOffset());
    }
  }

  /** Messages that an event showed; whether all of them were looked at. */
  private boolean shown(PlacedMessage placed, Shown shown) {
    looked++;
    // as it is now, not as it was when the page began: it may just have come back
    SessionRow session = session(placed.session()).orElse(null);
    sessions.put(placed.session(), Optional.ofNullable(session));
    if (session == null || session.createdOffset() > placed.offset()) {
      return true;
    }
    boolean news = shown.fork() || missed.any(shown.hiddenOffset(), placed.offset());
    if (!news) {
      return true;
    }
    if (!isListed(session)) {
      missed.add(placed.offset(), session.lastOffset());
      return true;
    }
    List<Restored> restored = restored(placed.offset(), shown);
    long told = placed.offset() == read.after().offset() ? read.after().seq() : 0;
    boolean[] finished = {true};
    Scans.messages(
        handle,
        read.user(),
        placed.session(),
        told + 1,
        placed.seq() + 1,
        false,
        row -> {
          if (isFull()) {
            finished[0] = false;
            return false;
          }
          looked++;
          moveTo(placed.offset(), row.message().seq());
          if (shown.fork() ? row.isCopy() : isNews(row, session, restored)) {
            add(row);
          }
          return true;
        });
    return finished[0];
  }

  /** A session was restored. */
  private record Restored(long offset, long hiddenOffset) {}

  /** How often a session was restored up to an offset, the last time first. */
  private List<Restored> restored(long offset, Shown shown) {
    List<Restored> all = new ArrayList<>();
    long at = offset;
    for (Shown one = shown; one != null && !one.fork() && all.size() < RESTORED_MAX; ) {
      all.add(new Restored(at, one.hiddenOffset()));
      at = one.restoredBefore();
      one = at < 0 ? null : rows.shown(read.user(), at);
    }
    return all;
  }

  /**
   * Whether the client is to be told a message where its session was last restored: it was left out
   * where it stands, and then at each place where it came back.
   */
  private boolean isNews(MessageRow row, SessionRow session, List<Restored> restored) {
    long at = row.isCopy() ? session.sight().shownOffset() : row.offset();
    int back = leftOut(at, restored, restored.size());
    while (back > 0) {
      back = leftOut(restored.get(back).offset(), restored, back);
    }
    return back == 0;
  }

  /** Which time, but for the last so many, brought back what was left out; -1 when none did. */
  private int leftOut(long at, List<Restored> restored, int behind) {
    for (int number = 0; number < behind; number++) {
      Restored one = restored.get(number);
      if (missed.holds(at, one.hiddenOffset(), one.offset())) {
        return number;
      }
    }
    return -1;
  }

  private Optional<SessionRow> session(SessionId session) {
    return Optional.ofNullable(rows.session(read.user(), session));
  }

  private static boolean isListed(SessionRow session) {
    return session.session().status() != SessionStatus.DELETED;
  }
}
