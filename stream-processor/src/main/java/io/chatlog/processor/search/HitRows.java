package io.chatlog.processor.search;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.search.HitKeys.HitKey;
import io.chatlog.processor.search.MessageSource.Place;
import io.chatlog.processor.search.MessageSource.SessionPlace;
import io.chatlog.processor.search.MessageSource.Together;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows that hits stand for. The messages of up to {@value #TOGETHER_MAX} hits and the sessions
 * that they are in are read by one look-up, and a session once for a page.
 */
final class HitRows {
  private static final int TOGETHER_MAX = 100;

  private final MessageSource rows;
  private final Map<String, Optional<SessionRow>> sessions = new HashMap<>();

  HitRows(MessageSource rows) {
    this.rows = rows;
  }

  /** The session of a hit that was looked for, or null when it is gone. */
  @Nullable SessionRow session(HitKey key) {
    return Objects.requireNonNull(sessions.get(key.session())).orElse(null);
  }

  /** The messages that hits stand for, in their order; null for other hits and what is gone. */
  @Nullable MessageRow[] messages(HitKey[] keys) {
    @Nullable MessageRow[] found = new MessageRow[keys.length];
    for (int from = 0; from < keys.length; from += TOGETHER_MAX) {
      look(keys, from, Math.min(keys.length, from + TOGETHER_MAX), found);
    }
    return found;
  }

  private void look(HitKey[] keys, int from, int end, @Nullable MessageRow[] found) {
    List<Place> places = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    Map<String, SessionPlace> unknown = new LinkedHashMap<>();
    for (int at = from; at < end; at++) {
      HitKey key = keys[at];
      if (key.isMessage()) {
        numbers.add(at);
        places.add(new Place(key.owner(), key.id(), key.seq()));
      }
      if (!sessions.containsKey(key.session())) {
        unknown.put(key.session(), new SessionPlace(key.owner(), key.id()));
      }
    }
    Together rows = this.rows.together(places, List.copyOf(unknown.values()));
    for (int number = 0; number < places.size(); number++) {
      found[numbers.get(number)] = rows.messages().get(number);
    }
    Iterator<@Nullable SessionRow> in = rows.sessions().iterator();
    unknown.keySet().forEach(session -> sessions.put(session, Optional.ofNullable(in.next())));
  }
}
