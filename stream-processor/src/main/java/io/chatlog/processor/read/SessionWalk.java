package io.chatlog.processor.read;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.Scans;
import io.chatlog.processor.store.Scans.Activity;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import io.chatlog.view.SessionPage;
import io.chatlog.view.SessionRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One page of a user's sessions by activity, ordered as they were when the walk over pages began.
 *
 * <p>The list in the state is ordered as of now. A session whose activity moved since the walk
 * began stands in another place by now, and would be met twice or never. Its place says that it
 * changed ({@code lastOffset}), and its messages say where it stood: each message keeps the
 * session's activity right after it, and offsets grow with seq, so a binary search finds the last
 * one that the walk's beginning saw. Sessions that came into being since are left out.
 *
 * <p>The sessions that did not move are scanned first, the moved ones after: a session that moves
 * in between is found by both, and dropped once.
 *
 * <p>Cost: a page while the partition stands still seeks to its place and reads what it returns.
 * Under writes it also looks at the place (not the row) of each session of the user. A page looks
 * at {@value #ROWS_MAX} sessions at most, those that {@code offset} passes over not counted.
 */
final class SessionWalk {
  static final int ROWS_MAX = 20_000;

  private static final Comparator<Activity> NEWEST_FIRST =
      Comparator.comparingLong((Activity place) -> place.activityMicros())
          .reversed()
          .thenComparing(place -> place.session().value());

  private final PartitionHandle handle;
  private final Rows rows;
  private final UserId user;
  private final SessionRange range;
  private final @Nullable Activity from;
  private final long asOfOffset;
  private final Comparator<Activity> order;
  private final int wanted;

  /** Matching sessions by the place where they stood, at most {@link #wanted}. */
  private final TreeMap<Activity, Session> found;

  private final Set<SessionId> scanned = new HashSet<>();
  private @Nullable Activity lastScanned;
  private boolean cut;

  SessionWalk(PartitionHandle handle, Rows rows, UserId user, SessionRange range) {
    this.handle = handle;
    this.rows = rows;
    this.user = user;
    this.range = range;
    SessionRange.From behind = range.from();
    this.from =
        behind == null ? null : new Activity(behind.lastActivityMicros(), behind.session(), 0);
    this.asOfOffset = behind == null ? rows.partition().appliedOffset() : behind.asOfOffset();
    this.order = range.newestFirst() ? NEWEST_FIRST : NEWEST_FIRST.reversed();
    this.found = new TreeMap<>(order);
    this.wanted = range.offset() + range.limit() + 1;
  }

  SessionPage page() {
    scanUnmoved();
    if (rows.partition().appliedOffset() != asOfOffset) {
      scanMoved();
    }
    List<Session> items = new ArrayList<>(Math.min(range.limit(), found.size()));
    Activity last = null;
    int passed = 0;
    for (Map.Entry<Activity, Session> entry : found.entrySet()) {
      if (passed++ < range.offset()) {
        continue;
      }
      if (items.size() == range.limit()) {
        return new SessionPage(items, next(last));
      }
      items.add(entry.getValue());
      last = entry.getKey();
    }
    return new SessionPage(items, cut ? next(lastScanned) : null);
  }

  private SessionRange.@Nullable From next(@Nullable Activity place) {
    return place == null
        ? null
        : new SessionRange.From(asOfOffset, place.activityMicros(), place.session());
  }

  private void scanUnmoved() {
    int[] looked = {0};
    Scans.activities(
        handle,
        user,
        from,
        range.newestFirst(),
        place -> {
          if (place.lastOffset() > asOfOffset || !isBehindFrom(place)) {
            return true;
          }
          if (found.size() == wanted || looked[0] == ROWS_MAX) {
            cut = true;
            return false;
          }
          scanned.add(place.session());
          lastScanned = place;
          if (!take(place) || found.size() > range.offset()) {
            looked[0]++;
          }
          return true;
        });
  }

  /** Sessions of this page that changed since the walk began, as they stood then. */
  private void scanMoved() {
    Scans.activities(
        handle,
        user,
        null,
        true,
        place -> {
          if (place.lastOffset() > asOfOffset && !scanned.contains(place.session())) {
            OptionalLong stood = activityAsOf(place);
            if (stood.isPresent()) {
              Activity then = new Activity(stood.getAsLong(), place.session(), place.lastOffset());
              if (isBehindFrom(then) && isInScannedPart(then)) {
                take(then);
                if (found.size() > wanted) {
                  found.pollLastEntry();
                }
              }
            }
          }
          return true;
        });
  }

  private boolean isBehindFrom(Activity place) {
    return from == null || order.compare(place, from) > 0;
  }

  private boolean isInScannedPart(Activity place) {
    return !cut || lastScanned == null || order.compare(place, lastScanned) <= 0;
  }

  /** The session's last activity when the walk began, or empty when it was not there. */
  private OptionalLong activityAsOf(Activity place) {
    SessionRow row = rows.session(user, place.session());
    if (row == null || row.createdOffset() > asOfOffset) {
      return OptionalLong.empty();
    }
    long activity = row.session().createdAtMicros();
    long low = 1;
    long high = row.lastSeq();
    while (low <= high) {
      long middle = (low + high) >>> 1;
      MessageRow message = atOrBelow(row, middle, low);
      if (message == null) {
        low = middle + 1;
      } else if (message.offset() <= asOfOffset) {
        activity = message.sessionActivityMicros();
        low = middle + 1;
      } else {
        high = message.message().seq() - 1;
      }
    }
    return OptionalLong.of(activity);
  }

  /** The message with the largest seq up to one, but not below another, or null. */
  private @Nullable MessageRow atOrBelow(SessionRow row, long seq, long least) {
    List<MessageRow> met = new ArrayList<>(1);
    Scans.messages(
        handle,
        user,
        row.session().id(),
        least,
        seq + 1,
        true,
        message -> {
          met.add(message);
          return false;
        });
    return met.isEmpty() ? null : met.getFirst();
  }

  /** Takes the session that stood at a place, if it matches; whether it did. */
  private boolean take(Activity place) {
    SessionRow row = rows.session(user, place.session());
    if (row == null || !matches(row.session(), place.activityMicros())) {
      return false;
    }
    found.put(place, row.session());
    return true;
  }

  private boolean matches(Session session, long activityMicros) {
    boolean status =
        range.statuses().isEmpty()
            ? session.status() != SessionStatus.DELETED
            : range.statuses().contains(session.status());
    return status
        && (range.channels().isEmpty() || range.channels().contains(session.channel()))
        && (range.sources().isEmpty()
            || (session.source() != null && range.sources().contains(session.source())))
        && session.tags().containsAll(range.tags())
        && activityMicros >= range.sinceMicros()
        && activityMicros < range.untilMicros();
  }
}
