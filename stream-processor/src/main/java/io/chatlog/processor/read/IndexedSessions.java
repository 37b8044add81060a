package io.chatlog.processor.read;

import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.search.SessionFinds;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Rows;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Read;
import io.chatlog.view.Session;
import io.chatlog.view.SessionPage;
import io.chatlog.view.SessionPlace;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SessionSort;
import io.chatlog.view.TagPage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One page of sessions that the index finds, ordered as they were when the walk over pages began.
 *
 * <p>The index knows sessions as they are now. Those that changed since the walk began are found
 * apart; {@link SessionPast} and the titles that they had tell where each of them stood, and they
 * are put among the others there. What leaves is the row, looked at again.
 *
 * <p>Cost: a page while the partition stands still is one query and the rows that it returns. Under
 * writes, each session of the list that changed since the walk began costs a few look-ups; beyond
 * {@link SessionFinds#MOVED_MAX} of them, or where one cannot be told any more, the walk has
 * expired.
 */
final class IndexedSessions {
  private final PartitionHandle handle;
  private final Rows rows;
  private final int partition;
  private final @Nullable UserId user;
  private final SessionRange range;
  private final Comparator<SessionPlace> order;
  private boolean expired;

  /**
   * @param user only sessions of this user; null for all users
   */
  IndexedSessions(
      PartitionHandle handle, Rows rows, int partition, @Nullable UserId user, SessionRange range) {
    this.handle = handle;
    this.rows = rows;
    this.partition = partition;
    this.user = user;
    this.range = range;
    this.order = SessionPlace.order(range.descending());
  }

  SessionPage page() {
    SessionRange.From from = range.from();
    OptionalLong began = from == null ? OptionalLong.empty() : from.asOf().offset(partition);
    int end = range.offset() + range.limit();
    SessionFinds finds = handle.index().sessions(user, range, began, end + 1);
    Positions asOf =
        finds.asOf() < 0 ? Positions.NONE : Positions.of(new Position(partition, finds.asOf()));
    if (finds.tooManyMoved()) {
      return SessionPage.expired(asOf);
    }
    List<SessionPlace> places = places(finds, end + 1);
    if (expired) {
      return SessionPage.expired(asOf);
    }
    List<SessionPage.Item> items = new ArrayList<>(range.limit());
    for (int at = range.offset(); at < Math.min(end, places.size()); at++) {
      SessionPlace place = places.get(at);
      SessionRow row = rows.session(place.owner(), place.session());
      if (row != null && range.filter().admits(row.session())) {
        items.add(new SessionPage.Item(row.session(), place));
      }
    }
    return new SessionPage(items, asOf, places.size() > end ? places.get(end - 1) : null, false);
  }

  /** The first places of all, moved sessions among the others. */
  private List<SessionPlace> places(SessionFinds finds, int wanted) {
    if (finds.moved().isEmpty()) {
      return finds.places();
    }
    List<SessionPlace> all = new ArrayList<>(finds.places());
    SessionPlace last = all.size() == wanted ? all.getLast() : null;
    for (SessionFinds.Key key : finds.moved()) {
      SessionPlace place = placeThen(key, finds.asOf());
      if (place != null && (last == null || order.compare(place, last) < 0)) {
        all.add(place);
      }
    }
    all.sort(order);
    return all.size() > wanted ? all.subList(0, wanted) : all;
  }

  /** Where a session stood that changed since, or null when that is not in what is asked for. */
  private @Nullable SessionPlace placeThen(SessionFinds.Key key, long asOf) {
    SessionPast past = SessionPast.at(handle, rows, key.owner(), key.session(), asOf);
    if (past == null || !past.known()) {
      expired |= past != null;
      return null;
    }
    // before its titles: what changes in between is among them
    SessionRow row = rows.session(key.owner(), key.session());
    if (row == null || !range.filter().admits(past.activityMicros())) {
      return null;
    }
    SessionPlace place =
        switch (range.sort()) {
          case MESSAGE_COUNT -> SessionPlace.at(past.messages(), row.session());
          case LAST_ACTIVITY -> SessionPlace.at(past.activityMicros(), row.session());
          case CREATED_AT -> SessionPlace.of(SessionSort.CREATED_AT, row.session());
          case TITLE -> titled(row, asOf);
        };
    SessionRange.From from = range.from();
    return place != null && (from == null || order.compare(place, from.place()) > 0) ? place : null;
  }

  private @Nullable SessionPlace titled(SessionRow row, long asOf) {
    Session session = row.session();
    Optional<String> text =
        rows.titles(session.owner(), session.id())
            .asOf(asOf, SessionPlace.titleText(session.title()));
    expired |= text.isEmpty();
    return text.map(then -> new SessionPlace(0, then, session.owner(), session.id())).orElse(null);
  }

  static TagPage tags(PartitionHandle handle, Read.ListTags list) {
    List<TagPage.Tag> tags = handle.index().tags(list.user());
    int first = 0;
    TagPage.Tag after = list.after();
    while (after != null
        && first < tags.size()
        && TagPage.Tag.ORDER.compare(tags.get(first), after) <= 0) {
      first++;
    }
    int end = Math.min(first + Math.clamp(list.limit(), 1, TagPage.LIMIT_MAX), tags.size());
    return new TagPage(tags.subList(first, end), end < tags.size());
  }
}
