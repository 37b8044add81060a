package io.chatlog.view;

import io.chatlog.value.SessionId;
import java.util.Comparator;
import java.util.List;

/**
 * Sessions of a user in the order in which they began, soft-deleted ones among them. A session
 * never changes its place: a walk over pages meets each that is there all the while once, whatever
 * is written meanwhile.
 *
 * @param more whether there are others behind them
 */
public record BegunSessions(List<Place> items, boolean more) {
  /** The most sessions of a page. */
  public static final int LIMIT_MAX = 5_000;

  /** By beginning, then by id. */
  public static final Comparator<Place> ORDER =
      Comparator.comparingLong(Place::createdAtMicros)
          .thenComparing(place -> place.session().value(), Utf8Order.INSTANCE);

  public BegunSessions {
    items = List.copyOf(items);
  }

  /** A session, and when it began. */
  public record Place(long createdAtMicros, SessionId session) {}
}
