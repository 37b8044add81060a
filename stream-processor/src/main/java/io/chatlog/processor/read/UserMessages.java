package io.chatlog.processor.read;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.Scans;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.Read;
import io.chatlog.view.UserMessagePage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages of all sessions of a user, in the order of the log. A page looks at no more than {@value
 * #PLACES_MAX} messages; one that is short for that says where to go on.
 */
final class UserMessages {
  static final int PLACES_MAX = 20_000;

  private final Rows rows;
  private final Read.ListUserMessages read;
  private final Map<SessionId, Boolean> listed = new HashMap<>();
  private final List<UserMessagePage.Placed> items = new ArrayList<>();
  private long place;
  private int looked;
  private boolean more;

  private UserMessages(Rows rows, Read.ListUserMessages read) {
    this.rows = rows;
    this.read = read;
    this.place = read.afterOffset();
  }

  static UserMessagePage page(PartitionHandle handle, Rows rows, Read.ListUserMessages read) {
    UserMessages messages = new UserMessages(rows, read);
    Scans.messagesByOffset(handle, read.user(), read.afterOffset(), messages::visit);
    return new UserMessagePage(messages.items, messages.place, messages.more);
  }

  private boolean visit(Scans.PlacedMessage placed) {
    if (items.size() == read.limit() || looked == PLACES_MAX) {
      more = true;
      return false;
    }
    looked++;
    place = placed.offset();
    if (listed.computeIfAbsent(placed.session(), this::isListed)) {
      MessageRow row = rows.message(read.user(), placed.session(), placed.seq());
      // another event's message may stand there when the session was deleted and made anew
      // and copies of a fork were told before, as what they are copies of
      if (row != null && row.offset() == placed.offset() && (!row.hidden() || row.restored())) {
        items.add(new UserMessagePage.Placed(placed.offset(), row.message()));
      }
    }
    return true;
  }

  private boolean isListed(SessionId session) {
    SessionRow row = rows.session(read.user(), session);
    return row != null && row.session().status() != SessionStatus.DELETED;
  }
}
