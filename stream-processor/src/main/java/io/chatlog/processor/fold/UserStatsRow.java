package io.chatlog.processor.fold;

import io.chatlog.value.Role;
import io.chatlog.view.RoleCounts;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of a user in the state. Soft-deleted sessions and their messages are left out.
 *
 * @param firstActivityMicros the earliest time of a message, or of a session without messages; null
 *     where there is neither
 * @param lastActivityMicros the latest such time, or null
 */
public record UserStatsRow(
    long totalSessions,
    RoleCounts messages,
    @Nullable Long firstActivityMicros,
    @Nullable Long lastActivityMicros) {
  /** Of a user without sessions. */
  public static final UserStatsRow EMPTY = new UserStatsRow(0, RoleCounts.ZERO, null, null);

  UserStatsRow plusSessions(long by) {
    return new UserStatsRow(totalSessions + by, messages, firstActivityMicros, lastActivityMicros);
  }

  UserStatsRow plusMessages(Role role, long by) {
    return new UserStatsRow(
        totalSessions, messages.plus(role, by), firstActivityMicros, lastActivityMicros);
  }

  UserStatsRow plusMessages(RoleCounts counts, long factor) {
    UserStatsRow next = this;
    for (Role role : Role.values()) {
      next = next.plusMessages(role, factor * counts.of(role));
    }
    return next;
  }

  UserStatsRow active(TimeSpan span) {
    return new UserStatsRow(totalSessions, messages, span.firstMicros(), span.lastMicros());
  }

  UserStatsRow activeAt(long micros) {
    return new UserStatsRow(
        totalSessions,
        messages,
        firstActivityMicros == null ? micros : Math.min(firstActivityMicros, micros),
        lastActivityMicros == null ? micros : Math.max(lastActivityMicros, micros));
  }
}
