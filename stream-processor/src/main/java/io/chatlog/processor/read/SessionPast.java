package io.chatlog.processor.read;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Scans;
import io.chatlog.view.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a session stood when its partition was applied up to an offset. Its messages tell: each keeps
 * the session's activity right after it, and offsets grow with seq. The search begins at the newest
 * message and goes back in growing steps, because a session that moved during a walk has few new
 * ones.
 *
 * @param activityMicros its last activity then
 * @param messages how many messages it held then; messages that were deleted since are not among
 *     them
 */
record SessionPast(long activityMicros, long messages) {

  /** How a session stood, or null when it was not there. */
  static @Nullable SessionPast at(PartitionHandle handle, SessionRow row, long asOfOffset) {
    Session session = row.session();
    if (row.createdOffset() > asOfOffset) {
      return null;
    }
    if (row.lastOffset() <= asOfOffset) {
      return new SessionPast(session.lastActivityMicros(), session.messageCount());
    }
    MessageRow last = null;
    long low = 1;
    long high = row.lastSeq();
    for (long back = 1; low <= high; ) {
      long probe = last == null ? Math.max(low, high - back + 1) : (low + high) >>> 1;
      MessageRow message = atOrBelow(handle, session, probe, low);
      if (message == null) {
        low = probe + 1;
      } else if (message.offset() <= asOfOffset) {
        last = message;
        low = probe + 1;
      } else {
        high = message.message().seq() - 1;
        back = 2 * back;
      }
    }
    // seqs are dense: all behind the last one seen then came since
    long since = row.lastSeq() - (last == null ? 0 : last.message().seq());
    return new SessionPast(
        last == null ? session.createdAtMicros() : last.sessionActivityMicros(),
        Math.max(0, session.messageCount() - since));
  }

  /** The message with the largest seq up to one, but not below another, or null. */
  private static @Nullable MessageRow atOrBelow(
      PartitionHandle handle, Session session, long seq, long least) {
    List<MessageRow> met = new ArrayList<>(1);
    Scans.messages(
        handle,
        session.owner(),
        session.id(),
        least,
        seq + 1,
        true,
        message -> {
          met.add(message);
          return false;
        });
    return met.isEmpty() ? null : met.getFirst();
  }
}
