package io.chatlog.view;

import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions of a user, ordered by last activity, ties by session id.
 *
 * <p>A walk over pages lists the sessions <em>as they were ordered when it began</em>: a session
 * whose activity moves meanwhile is still met exactly once, one that comes into being meanwhile is
 * not met. That is what {@link From#asOfOffset} is for.
 *
 * @param from where the page begins; null for the first page
 * @param newestFirst whether the latest activity comes first
 * @param offset how many matching sessions to pass over first
 * @param limit the most sessions of a page
 * @param statuses only these; empty for all but deleted ones
 * @param channels only these; empty for all
 * @param sources only these; empty for all
 * @param tags only sessions with all of these; empty for all
 * @param sinceMicros only those active at this time or later; {@link Long#MIN_VALUE} for all
 * @param untilMicros only those last active before; {@link Long#MAX_VALUE} for all
 */
public record SessionRange(
    @Nullable From from,
    boolean newestFirst,
    int offset,
    int limit,
    Set<SessionStatus> statuses,
    Set<String> channels,
    Set<String> sources,
    Set<String> tags,
    long sinceMicros,
    long untilMicros) {
  /** The largest page. */
  public static final int LIMIT_MAX = 1_000;

  /** The largest offset. */
  public static final int OFFSET_MAX = 100_000;

  public SessionRange {
    if (limit < 1 || limit > LIMIT_MAX || offset < 0 || offset > OFFSET_MAX) {
      throw new IllegalArgumentException("limit " + limit + " or offset " + offset);
    }
    statuses = Set.copyOf(statuses);
    channels = Set.copyOf(channels);
    sources = Set.copyOf(sources);
    tags = Set.copyOf(tags);
  }

  /**
   * The place behind the last session of the page before.
   *
   * @param asOfOffset the applied offset when the walk began
   * @param lastActivityMicros its activity as of then
   * @param session its id
   */
  public record From(long asOfOffset, long lastActivityMicros, SessionId session) {}

  /** The newest sessions of a user that are not deleted. */
  public static SessionRange newest(int limit) {
    return new SessionRange(
        null,
        true,
        0,
        limit,
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Long.MIN_VALUE,
        Long.MAX_VALUE);
  }
}
