package io.chatlog.view;

import io.chatlog.value.Positions;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions, in which order; ties by owner and session id.
 *
 * <p>A walk over pages lists the sessions <em>as they were ordered when it began</em>: a session
 * that is moved meanwhile, by a message, the deletion of one or another title, is still met exactly
 * once, one that comes into being meanwhile is not met. That is what {@link From#asOf} is for. A
 * walk whose beginning cannot be told any more of a session ends as one that too many sessions
 * overtook. Filters look at sessions as they are now, but for the times in the orders that writes
 * move.
 *
 * @param from where the page begins; null for the first page
 * @param descending whether the latest, the largest or the last title comes first
 * @param offset how many matching sessions to pass over first
 * @param limit the most sessions of a page
 */
public record SessionRange(
    @Nullable From from,
    SessionSort sort,
    boolean descending,
    int offset,
    int limit,
    SessionFilter filter) {
  /** The largest page. */
  public static final int LIMIT_MAX = 1_000;

  /** The largest offset. */
  public static final int OFFSET_MAX = 100_000;

  public SessionRange {
    if (limit < 1 || limit > LIMIT_MAX || offset < 0 || offset > OFFSET_MAX) {
      throw new IllegalArgumentException("limit " + limit + " or offset " + offset);
    }
  }

  /**
   * The place behind the last session of the page before.
   *
   * @param asOf how far partitions were applied when the walk began; one that is not named begins
   *     to be walked now
   * @param place the last place, as of then
   */
  public record From(Positions asOf, SessionPlace place) {
    public From {
      if (asOf.offsets().values().stream().anyMatch(offset -> offset < Positions.NOTHING)) {
        throw new IllegalArgumentException("as of " + asOf); // made up by who altered a cursor
      }
    }
  }

  /** The newest sessions that are not deleted. */
  public static SessionRange newest(int limit) {
    return new SessionRange(null, SessionSort.LAST_ACTIVITY, true, 0, limit, SessionFilter.LIVE);
  }

  /** The same list from another place, with nothing passed over. */
  public SessionRange from(@Nullable From place, int atMost) {
    return new SessionRange(place, sort, descending, 0, atMost, filter);
  }
}
