package io.chatlog.processor.read;

import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.Scans;
import io.chatlog.processor.store.Scans.Activity;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import io.chatlog.view.SessionPage;
import io.chatlog.view.SessionPlace;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SessionSort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One page of a user's sessions by activity, ordered as they were when the walk over pages began.
 *
 * <p>The list in the state is ordered as of now. A session whose activity moved since the walk
 * began stands in another place by now, and would be met twice or never. Its place says that it
 * changed ({@code lastOffset}), and its messages say where it stood, see {@link SessionPast}.
 * Sessions that came into being since are left out.
 *
 * <p>The sessions that did not move are scanned first, the moved ones after: a session that moves
 * in between is found by both, and dropped once.
 *
 * <p>A user with few sessions has all of them read and put in order instead: places in the list are
 * deleted and made anew with every message, and walking over the deletions costs more than the rows
 * do. They are rows of one moment, so they say by themselves whether one of them moved.
 *
 * <p>Cost: a page of few sessions is one scan. Another, while the partition stands still, seeks to
 * its place and reads what it returns. Under writes it also looks at the place (not the row) of
 * each session of the user. A page looks at {@value #ROWS_MAX} sessions at most, those that {@code
 * offset} passes over not counted.
 */
final class SessionWalk {
  static final int ROWS_MAX = 20_000;

  /** A user with more sessions has many. */
  private static final int FEW_MAX = 64;

  private static final Comparator<Activity> NEWEST_FIRST =
      Comparator.comparingLong((Activity place) -> place.activityMicros())
          .reversed()
          .thenComparing(place -> place.session().value());

  private final PartitionHandle handle;
  private final Rows rows;
  private final int partition;
  private final UserId user;
  private final SessionRange range;
  private final @Nullable Activity from;
  private final long asOfOffset;
  private final Comparator<Activity> order;
  private final int wanted;

  /** Matching sessions by the place where they stood, at most {@link #wanted}. */
  private final TreeMap<Activity, Session> found;

  /** The sessions of a user that has few, else null. */
  private final @Nullable Map<SessionId, SessionRow> few;

  private final Set<SessionId> scanned = new HashSet<>();
  private @Nullable Activity lastScanned;
  private boolean cut;
  private boolean expired;

  /**
   * @param appliedOffset how far the partition is at least: a walk that begins is as of then
   * @param sessions how many sessions the user has, or had a moment ago
   */
  SessionWalk(
      PartitionHandle handle,
      Rows rows,
      int partition,
      long appliedOffset,
      UserId user,
      long sessions,
      SessionRange range) {
    this.handle = handle;
    this.rows = rows;
    this.partition = partition;
    this.user = user;
    this.range = range;
    SessionRange.From behind = range.from();
    this.from =
        behind == null ? null : new Activity(behind.place().number(), behind.place().session(), 0);
    this.asOfOffset =
        behind == null ? appliedOffset : behind.asOf().offset(partition).orElse(appliedOffset);
    this.order = range.descending() ? NEWEST_FIRST : NEWEST_FIRST.reversed();
    this.found = new TreeMap<>(order);
    this.wanted = range.offset() + range.limit() + 1;
    this.few = sessions > FEW_MAX ? null : few();
  }

  private @Nullable Map<SessionId, SessionRow> few() {
    List<SessionRow> all = Scans.fewSessions(handle, user, FEW_MAX).orElse(null);
    if (all == null) {
      return null;
    }
    Map<SessionId, SessionRow> byId = new HashMap<>();
    all.forEach(row -> byId.put(row.session().id(), row));
    return byId;
  }

  /**
   * The user's sessions by activity.
   *
   * @param start where to begin; null for the first
   */
  private void walk(@Nullable Activity start, boolean newestFirst, Predicate<Activity> visitor) {
    if (few == null) {
      Scans.activities(handle, user, start, newestFirst, visitor);
      return;
    }
    List<Activity> places = new ArrayList<>();
    for (SessionRow row : few.values()) {
      Session session = row.session();
      places.add(new Activity(session.lastActivityMicros(), session.id(), row.lastOffset()));
    }
    places.sort(newestFirst ? NEWEST_FIRST : NEWEST_FIRST.reversed());
    for (Activity place : places) {
      if (!visitor.test(place)) {
        return;
      }
    }
  }

  /**
   * Whether this is the way to answer a list: in the order of activity, when hardly a session is
   * left out. The index is the better way otherwise.
   */
  static boolean suits(SessionRange range) {
    Set<SessionStatus> statuses = range.filter().statuses();
    return range.sort() == SessionSort.LAST_ACTIVITY
        && range.filter().isOfStatusOnly()
        && (statuses.isEmpty() || statuses.size() == SessionStatus.values().length);
  }

  SessionPage page() {
    scanUnmoved();
    if (mayHaveMoved()) {
      scanMoved();
    }
    if (expired) {
      return SessionPage.expired(Positions.of(new Position(partition, asOfOffset)));
    }
    List<SessionPage.Item> items = new ArrayList<>(Math.min(range.limit(), found.size()));
    Activity last = null;
    int passed = 0;
    for (Map.Entry<Activity, Session> entry : found.entrySet()) {
      if (passed++ < range.offset()) {
        continue;
      }
      if (items.size() == range.limit()) {
        return page(items, last);
      }
      items.add(new SessionPage.Item(entry.getValue(), place(entry.getKey())));
      last = entry.getKey();
    }
    return page(items, cut ? lastScanned : null);
  }

  /** Whether a session may have changed since the walk began; asked when all were looked at. */
  private boolean mayHaveMoved() {
    if (few == null) {
      return rows.partition().appliedOffset() > asOfOffset;
    }
    for (SessionRow row : few.values()) {
      if (row.lastOffset() > asOfOffset) {
        return true;
      }
    }
    return false;
  }

  private SessionPage page(List<SessionPage.Item> items, @Nullable Activity next) {
    return new SessionPage(
        items,
        Positions.of(new Position(partition, asOfOffset)),
        next == null ? null : place(next),
        false);
  }

  private SessionPlace place(Activity place) {
    return new SessionPlace(place.activityMicros(), "", user, place.session());
  }

  private void scanUnmoved() {
    int[] looked = {0};
    walk(
        from,
        range.descending(),
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
    walk(
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
    SessionPast past = SessionPast.at(handle, rows, user, place.session(), asOfOffset);
    expired |= past != null && !past.known();
    return past == null ? OptionalLong.empty() : OptionalLong.of(past.activityMicros());
  }

  /** Takes the session that stood at a place, if it matches; whether it did. */
  private boolean take(Activity place) {
    SessionRow row = few == null ? rows.session(user, place.session()) : few.get(place.session());
    if (row == null || !range.filter().admits(row.session())) {
      return false;
    }
    found.put(place, row.session());
    return true;
  }
}
