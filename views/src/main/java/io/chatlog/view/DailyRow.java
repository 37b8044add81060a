package io.chatlog.view;

import io.chatlog.value.SessionStatus;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * What is counted of the sessions that began on one UTC day, have one channel and one status.
 *
 * @param epochDay days since 1970-01-01
 * @param sessions how many, at least one
 * @param withEmbeddings how many of them have a vector
 * @param messages how many messages they hold, whenever those were posted
 * @param users how many users they are of
 * @param firstMicros when the first of them began, in microseconds since 1970 UTC
 * @param lastMicros when the last of them began
 */
public record DailyRow(
    int epochDay,
    String channel,
    SessionStatus status,
    long sessions,
    long withEmbeddings,
    long messages,
    long users,
    long firstMicros,
    long lastMicros) {

  /** The longest time that one read covers. */
  public static final int DAYS_MAX = 3_660;

  private static final Comparator<DailyRow> ORDER =
      Comparator.comparingInt(DailyRow::epochDay)
          .thenComparing(DailyRow::channel)
          .thenComparing(DailyRow::status);

  /** The rows of several partitions, which share no user, as one: by day, channel and status. */
  static List<DailyRow> merge(Collection<List<DailyRow>> parts) {
    TreeMap<DailyRow, DailyRow> merged = new TreeMap<>(ORDER);
    for (List<DailyRow> part : parts) {
      part.forEach(row -> merged.merge(row, row, DailyRow::plus));
    }
    return List.copyOf(merged.values());
  }

  private DailyRow plus(DailyRow other) {
    return plus(other, users + other.users);
  }

  /** Both rows of one day, channel, status and user as one. */
  public DailyRow plusOfSameUser(DailyRow other) {
    return plus(other, users);
  }

  private DailyRow plus(DailyRow other, long usersOfBoth) {
    return new DailyRow(
        epochDay,
        channel,
        status,
        sessions + other.sessions,
        withEmbeddings + other.withEmbeddings,
        messages + other.messages,
        usersOfBoth,
        Math.min(firstMicros, other.firstMicros),
        Math.max(lastMicros, other.lastMicros));
  }
}
