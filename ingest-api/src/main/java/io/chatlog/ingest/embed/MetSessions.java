package io.chatlog.ingest.embed;

import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions said that were last met: every message of a batch tells how its session begins
 * where it is absent. Not thread-safe.
 */
final class MetSessions {
  static final int SESSIONS_MAX = 10_000;

  private final Map<Key, Integer> texts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Integer> eldest) {
          return size() > SESSIONS_MAX;
        }
      };

  private record Key(UserId owner, SessionId session) {}

  /** Whether a session was not met with this text, as far as is remembered; it is from now on. */
  boolean isNew(UserId owner, SessionId session, String text) {
    @Nullable Integer before = texts.put(new Key(owner, session), text.hashCode());
    return before == null || before != text.hashCode();
  }

  /** A session may begin anew. */
  void forget(UserId owner, SessionId session) {
    texts.remove(new Key(owner, session));
  }

  /** All sessions of a user may begin anew. */
  void forget(UserId owner) {
    texts.keySet().removeIf(key -> key.owner().equals(owner));
  }
}
