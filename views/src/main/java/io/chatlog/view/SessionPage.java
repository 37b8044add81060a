package io.chatlog.view;

import io.chatlog.value.Positions;
import io.chatlog.view.SessionRange.From;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of a list.
 *
 * @param items in the order asked for
 * @param asOf how far the partitions were applied when the walk began
 * @param next the place that the page reaches up to; null when there is no more. A page may be
 *     short, or empty, and still have a next one: the work for one page is bounded
 * @param expired whether too many sessions moved since the walk began to go on with it; then the
 *     page is empty
 */
public record SessionPage(
    List<Item> items, Positions asOf, @Nullable SessionPlace next, boolean expired) {
  public SessionPage {
    items = List.copyOf(items);
  }

  /**
   * A session as it is now.
   *
   * @param place where it stood when the walk began
   */
  public record Item(Session session, SessionPlace place) {}

  /** The page of a walk that cannot go on. */
  public static SessionPage expired(Positions asOf) {
    return new SessionPage(List.of(), asOf, null, true);
  }

  /** The sessions alone. */
  public List<Session> sessions() {
    return items.stream().map(Item::session).toList();
  }

  /** Where the next page begins; null when there is none. */
  public @Nullable From from() {
    return next == null ? null : new From(asOf, next);
  }

  /** The page of all partitions; every part begins where the range does. */
  static SessionPage merge(List<SessionPage> parts, SessionRange range) {
    Comparator<SessionPlace> order = SessionPlace.order(range.descending());
    List<Item> items = new ArrayList<>();
    From from = range.from();
    Positions asOf = from == null ? Positions.NONE : from.asOf();
    SessionPlace complete = null;
    for (SessionPage part : parts) {
      if (part.expired()) {
        return part;
      }
      items.addAll(part.items());
      asOf = asOf.with(part.asOf());
      SessionPlace reached = part.next();
      if (reached != null && (complete == null || order.compare(reached, complete) < 0)) {
        complete = reached;
      }
    }
    items.sort(Comparator.comparing(Item::place, order));
    int end = 0;
    while (end < items.size()
        && (complete == null || order.compare(items.get(end).place(), complete) <= 0)) {
      end++;
    }
    return end > range.limit()
        ? new SessionPage(
            items.subList(0, range.limit()), asOf, items.get(range.limit() - 1).place(), false)
        : new SessionPage(items.subList(0, end), asOf, complete, false);
  }
}
