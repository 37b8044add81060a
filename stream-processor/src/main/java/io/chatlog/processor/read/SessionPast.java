package io.chatlog.processor.read;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.Scans;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a session stood when its partition was applied up to an offset. Its messages tell: each keeps
 * the session's activity right after it, and offsets grow with seq. The search begins at the newest
 * message and goes back in growing steps, because a session that moved during a walk has few new
 * ones. Of a message that was deleted its trace tells the same, and that of the deletion what the
 * activity was after it.
 *
 * <p>Rows may change while they are read. What messages came meanwhile is behind the last seq of
 * the session's row, and left out; when one was deleted meanwhile, everything is read again.
 *
 * @param activityMicros its last activity then
 * @param messages how many messages it held then
 * @param known whether both could be told: a session of which too many messages were deleted since
 *     cannot
 */
record SessionPast(long activityMicros, long messages, boolean known) {
  /** How many events are looked at, of those that deleted messages or appended deleted ones. */
  static final int DELETIONS_MAX = 10_000;

  private static final int TRIES_MAX = 5;
  private static final SessionPast UNKNOWN = new SessionPast(-1, -1, false);

  /** How a session stood, or null when it was not there, or is not any more. */
  static @Nullable SessionPast at(
      PartitionHandle handle, Rows rows, UserId user, SessionId id, long asOfOffset) {
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      SessionRow row = rows.session(user, id);
      if (row == null || row.createdOffset() > asOfOffset) {
        return null;
      }
      Session session = row.session();
      if (row.lastOffset() <= asOfOffset) {
        return new SessionPast(session.lastActivityMicros(), session.messageCount(), true);
      }
      MessageRow last = last(handle, row, asOfOffset);
      Deletions deletions = new Deletions(last, asOfOffset, row.lastOffset());
      Scans.deletions(handle, user, id, last == null ? -1 : last.offset(), deletions);
      if (!deletions.isLate) {
        return deletions.looked > DELETIONS_MAX
            ? UNKNOWN
            : new SessionPast(
                deletions.activityMicros(session.createdAtMicros()),
                deletions.messages(row, last),
                true);
      }
    }
    return UNKNOWN;
  }

  /** What deletions say of a session behind the last message that is left of then. */
  private static final class Deletions implements Scans.DeletionVisitor {
    private final long asOfOffset;
    private final long rowOffset;
    private @Nullable Long activityMicros;
    private int looked;
    private long appended;
    private long appendedSince;
    private long deletedSince;
    private boolean isLate;

    Deletions(@Nullable MessageRow last, long asOfOffset, long rowOffset) {
      this.activityMicros = last == null ? null : (Long) last.sessionActivityMicros();
      this.asOfOffset = asOfOffset;
      this.rowOffset = rowOffset;
    }

    @Override
    public boolean visit(long offset, boolean wasAppended, long activityAfter) {
      looked++;
      if (offset <= asOfOffset) {
        activityMicros = activityAfter; // they come in the order of the log
        appended += wasAppended ? 1 : 0;
      } else if (wasAppended) {
        appended++;
        appendedSince++;
      } else if (offset <= rowOffset) {
        deletedSince++;
      } else {
        isLate = true;
      }
      return !isLate && looked <= DELETIONS_MAX;
    }

    long activityMicros(long createdAtMicros) {
      Long known = activityMicros;
      return known == null ? createdAtMicros : known;
    }

    long messages(SessionRow row, @Nullable MessageRow last) {
      // seqs are dense: all behind the last one left of then came since, or are deleted
      long since = row.lastSeq() - (last == null ? 0 : last.message().seq()) - appended;
      return Math.max(0, row.session().messageCount() - since + deletedSince - appendedSince);
    }
  }

  /** The last message of then that is left, or null. */
  private static @Nullable MessageRow last(
      PartitionHandle handle, SessionRow row, long asOfOffset) {
    Session session = row.session();
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
    return last;
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
