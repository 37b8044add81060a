package io.chatlog.processor.search;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.search.HitKeys.HitKey;
import io.chatlog.processor.search.MessageSource.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows that hits stand for: a session is read once for a page, the messages of up to {@value
 * #TOGETHER_MAX} hits by one look-up.
 */
final class HitRows {
  private static final int TOGETHER_MAX = 100;

  private final MessageSource rows;
  private final Map<String, Optional<SessionRow>> sessions = new HashMap<>();

  HitRows(MessageSource rows) {
    this.rows = rows;
  }

  /** The session of a hit, or null when it is gone. */
  @Nullable SessionRow session(HitKey key) {
    return sessions
        .computeIfAbsent(
            key.session(), session -> Optional.ofNullable(rows.session(key.owner(), key.id())))
        .orElse(null);
  }

  /** The messages that hits stand for, in their order; null for other hits and what is gone. */
  @Nullable MessageRow[] messages(HitKey[] keys) {
    @Nullable MessageRow[] found = new MessageRow[keys.length];
    List<Place> places = new ArrayList<>();
    int[] numbers = new int[TOGETHER_MAX];
    for (int at = 0; at < keys.length; at++) {
      if (keys[at].isMessage()) {
        numbers[places.size()] = at;
        places.add(new Place(keys[at].owner(), keys[at].id(), keys[at].seq()));
      }
      if (places.size() == TOGETHER_MAX || at == keys.length - 1) {
        List<@Nullable MessageRow> together = rows.messages(places);
        for (int number = 0; number < together.size(); number++) {
          found[numbers[number]] = together.get(number);
        }
        places.clear();
      }
    }
    return found;
  }
}
