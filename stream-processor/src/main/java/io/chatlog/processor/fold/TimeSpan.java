package io.chatlog.processor.fold;

import org.jspecify.annotations.Nullable;

/**
 * The earliest and latest of some times, in microseconds since 1970 UTC.
 *
 * @param firstMicros null where there is none
 * @param lastMicros null where there is none
 */
public record TimeSpan(@Nullable Long firstMicros, @Nullable Long lastMicros) {
  /** No time at all. */
  public static final TimeSpan NONE = new TimeSpan(null, null);

  /** One time. */
  public static TimeSpan at(long micros) {
    return new TimeSpan(micros, micros);
  }

  /** Both. */
  public TimeSpan and(TimeSpan other) {
    return other.firstMicros == null || other.lastMicros == null
        ? this
        : firstMicros == null || lastMicros == null
            ? other
            : new TimeSpan(
                Math.min(firstMicros, other.firstMicros), Math.max(lastMicros, other.lastMicros));
  }
}
