package io.chatlog.view;

import io.chatlog.value.SessionStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which daily statistics.
 *
 * @param fromDay the first UTC day, as days since 1970-01-01
 * @param toDay the last one, itself included; at most {@value DailyRow#DAYS_MAX} days in all
 * @param channel only sessions with this channel; null for all
 * @param status only sessions with this status; null for all
 */
public record DailyRange(
    int fromDay, int toDay, @Nullable String channel, @Nullable SessionStatus status) {
  public DailyRange {
    if (toDay < fromDay || (long) toDay - fromDay >= DailyRow.DAYS_MAX) {
      throw new IllegalArgumentException("from day " + fromDay + " to day " + toDay);
    }
  }

  /** Whether rows of a channel and status are asked for. */
  public boolean matches(String rowChannel, SessionStatus rowStatus) {
    return (channel == null || channel.equals(rowChannel))
        && (status == null || status == rowStatus);
  }
}
