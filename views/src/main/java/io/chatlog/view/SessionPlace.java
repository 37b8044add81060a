package io.chatlog.view;

import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.Comparator;
import java.util.Locale;

/**
 * Where a session stands in a list.
 *
 * @param number what it is ordered by when that is a time or a count, 0 otherwise
 * @param text what it is ordered by when that is a text, empty otherwise
 * @param owner first among sessions that are equal so far
 * @param session then this
 */
public record SessionPlace(long number, String text, UserId owner, SessionId session) {
  /** Titles are compared up to here, in UTF-16 code units. */
  public static final int TEXT_CHARS_MAX = 256;

  private static final Comparator<SessionPlace> DESCENDING =
      Comparator.comparingLong(SessionPlace::number)
          .thenComparing(SessionPlace::text, Utf8Order.INSTANCE)
          .reversed()
          .thenComparing(place -> place.owner().value(), Utf8Order.INSTANCE)
          .thenComparing(place -> place.session().value(), Utf8Order.INSTANCE);

  /** The order of a list; the ascending one is the descending one turned round, ties included. */
  public static Comparator<SessionPlace> order(boolean descending) {
    return descending ? DESCENDING : DESCENDING.reversed();
  }

  /** Where a session stands as it is now. */
  public static SessionPlace of(SessionSort sort, Session session) {
    return switch (sort) {
      case LAST_ACTIVITY -> at(session.lastActivityMicros(), session);
      case CREATED_AT -> at(session.createdAtMicros(), session);
      case MESSAGE_COUNT -> at(session.messageCount(), session);
      case TITLE -> new SessionPlace(0, titleText(session.title()), session.owner(), session.id());
    };
  }

  /** The place of a session with another number than it has now. */
  public static SessionPlace at(long number, Session session) {
    return new SessionPlace(number, "", session.owner(), session.id());
  }

  /** What a title is ordered by. */
  public static String titleText(String title) {
    String text = title.toLowerCase(Locale.ROOT);
    if (text.length() <= TEXT_CHARS_MAX) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(TEXT_CHARS_MAX - 1)) ? 1 : 0;
    return text.substring(0, TEXT_CHARS_MAX - end);
  }
}
