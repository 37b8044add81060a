package io.chatlog.view;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of one user. Soft-deleted sessions and their messages are left out. Times are
 * microseconds since 1970 UTC.
 *
 * @param sessionsByChannel at most {@value #CHANNELS_MAX} channels, in name order
 */
public record UserStats(
    long totalSessions,
    RoleCounts messages,
    @Nullable Long firstActivityMicros,
    @Nullable Long lastActivityMicros,
    SortedMap<String, Long> sessionsByChannel) {
  /** The most channels that one answer lists. */
  public static final int CHANNELS_MAX = 1_000;

  public UserStats {
    sessionsByChannel =
        java.util.Collections.unmodifiableSortedMap(new TreeMap<>(sessionsByChannel));
  }

  /** Mean number of messages in a session; 0 without sessions. */
  public double avgMessagesPerSession() {
    return totalSessions == 0 ? 0 : (double) messages.total() / totalSessions;
  }
}
