package io.chatlog.processor.store;

import io.chatlog.processor.fold.SessionRow;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/**
 * Which changes of sessions an index has followed while it reads the changelog. There the row that
 * came before is not at hand: the store may be ahead of the index. Following a change twice is
 * harmless and costs only time, so few sessions are remembered.
 *
 * <p>Not thread-safe.
 */
final class FollowedSessions {
  private static final int SESSIONS_MAX = 10_000;

  /** A session that was made anew counts from the beginning. */
  private record Followed(long createdOffset, long filterVersion) {}

  private final Map<Bytes, Followed> versions =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Followed> eldest) {
          return size() > SESSIONS_MAX;
        }
      };

  /** A session is gone. */
  void forget(Bytes key) {
    versions.remove(key);
  }

  /** Whether a row says something that was not followed yet; remembers it. */
  boolean isNews(Bytes key, SessionRow row) {
    if (row.filterVersion() == 0) {
      return false;
    }
    Followed now = new Followed(row.createdOffset(), row.filterVersion());
    return !now.equals(versions.put(key, now));
  }
}
