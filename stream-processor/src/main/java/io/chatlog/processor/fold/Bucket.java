package io.chatlog.processor.fold;

import io.chatlog.value.SessionStatus;
import io.chatlog.view.Session;
import java.util.concurrent.TimeUnit;

/**
 * What daily statistics group sessions by.
 *
 * @param epochDay the UTC day on which the sessions began, as days since 1970-01-01
 */
public record Bucket(int epochDay, String channel, SessionStatus status) {
  private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

  /** The bucket that a session is in. */
  public static Bucket of(Session session) {
    return new Bucket(dayOf(session.createdAtMicros()), session.channel(), session.status());
  }

  /** The day of a time, as far as an int can name it. */
  static int dayOf(long micros) {
    return (int)
        Math.clamp(Math.floorDiv(micros, DAY_MICROS), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
