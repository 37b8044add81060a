package io.chatlog.testkit.read;

import io.chatlog.testkit.read.ModelPartition.Owner;
import io.chatlog.testkit.read.ModelPartition.Talk;
import io.chatlog.value.Role;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.DailyRange;
import io.chatlog.view.DailyRow;
import io.chatlog.view.DurationHistogram;
import io.chatlog.view.Message;
import io.chatlog.view.RoleCounts;
import io.chatlog.view.Session;
import io.chatlog.view.SessionStats;
import io.chatlog.view.SystemStats;
import io.chatlog.view.UserStats;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Statistics, counted anew at each call. */
final class ModelStats {
  private static final long DAY_MICROS = 86_400_000_000L;

  private ModelStats() {}

  static SessionStats ofTalk(Talk talk) {
    RoleCounts counts = RoleCounts.ZERO;
    DurationHistogram responses = DurationHistogram.EMPTY;
    LongSummaryStatistics times = new LongSummaryStatistics();
    long chars = 0;
    long bytes = 0;
    Long asked = null;
    for (Message message : talk.messages) {
      counts = counts.plus(message.role(), 1);
      chars += message.content().codePointCount(0, message.content().length());
      bytes += message.content().getBytes(StandardCharsets.UTF_8).length;
      times.accept(message.timestampMicros());
      if (message.role() == Role.USER) {
        asked = message.timestampMicros();
      } else if (message.role() == Role.ASSISTANT && asked != null) {
        responses = responses.plus(Math.max(0, (message.timestampMicros() - asked) / 1_000));
        asked = null;
      }
    }
    boolean none = talk.messages.isEmpty();
    return new SessionStats(
        counts,
        chars,
        bytes,
        responses,
        none ? null : (Long) times.getMin(),
        none ? null : (Long) times.getMax());
  }

  static UserStats ofUser(Owner owner) {
    long sessions = 0;
    RoleCounts counts = RoleCounts.ZERO;
    LongSummaryStatistics times = new LongSummaryStatistics();
    TreeMap<String, Long> channels = new TreeMap<>();
    for (Talk talk : owner.talks.values()) {
      if (!ModelAnswers.isLive(talk)) {
        continue;
      }
      sessions++;
      channels.merge(talk.session.channel(), 1L, Long::sum);
      for (Message message : talk.messages) {
        counts = counts.plus(message.role(), 1);
        times.accept(message.timestampMicros());
      }
    }
    return new UserStats(sessions, counts, orNull(times, true), orNull(times, false), channels);
  }

  private static @Nullable Long orNull(LongSummaryStatistics times, boolean first) {
    return times.getCount() == 0 ? null : (Long) (first ? times.getMin() : times.getMax());
  }

  static SystemStats system(Owner owner) {
    UserStats stats = ofUser(owner);
    return new SystemStats(1, stats.totalSessions(), stats.messages().total(), 1_000_000);
  }

  /** Daily statistics: a row for each day, channel and status that a session has. */
  static List<DailyRow> daily(Collection<Owner> owners, DailyRange range) {
    List<DailyRow> rows = new ArrayList<>();
    for (int day = range.fromDay(); day <= range.toDay(); day++) {
      for (SessionStatus status : SessionStatus.values()) {
        TreeMap<String, List<Session>> byChannel = new TreeMap<>();
        for (Owner owner : owners) {
          for (Talk talk : owner.talks.values()) {
            Session session = talk.session;
            if (Math.floorDiv(session.createdAtMicros(), DAY_MICROS) == day
                && session.status() == status
                && range.matches(session.channel(), status)) {
              byChannel.computeIfAbsent(session.channel(), _ -> new ArrayList<>()).add(session);
            }
          }
        }
        for (var channel : byChannel.entrySet()) {
          rows.add(row(day, channel.getKey(), status, channel.getValue()));
        }
      }
    }
    return rows;
  }

  private static DailyRow row(
      int day, String channel, SessionStatus status, List<Session> sessions) {
    LongSummaryStatistics begun = new LongSummaryStatistics();
    sessions.forEach(session -> begun.accept(session.createdAtMicros()));
    return new DailyRow(
        day,
        channel,
        status,
        sessions.size(),
        0,
        sessions.stream().mapToLong(Session::messageCount).sum(),
        sessions.stream().map(Session::owner).distinct().count(),
        begun.getMin(),
        begun.getMax());
  }
}
