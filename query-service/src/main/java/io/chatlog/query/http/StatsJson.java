package io.chatlog.query.http;

import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.param.Times;
import io.chatlog.value.Role;
import io.chatlog.view.DurationHistogram;
import io.chatlog.view.SessionStats;
import io.chatlog.view.SystemStats;
import io.chatlog.view.UserStats;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of statistics. Averages and ratios are decimals; a megabyte is 1,000,000 bytes. */
final class StatsJson {
  private static final double BYTES_PER_MB = 1_000_000;

  private StatsJson() {}

  static void write(UserStats stats, JsonWriter json) throws IOException {
    json.startObject()
        .field("total_sessions", stats.totalSessions())
        .field("total_messages", stats.messages().total())
        .field("avg_messages_per_session", stats.avgMessagesPerSession())
        .field("first_activity", time(stats.firstActivityMicros()))
        .field("last_activity", time(stats.lastActivityMicros()))
        .objectField("messages_by_role");
    for (Role role : Role.values()) {
      json.field(role.wireName(), stats.messages().of(role));
    }
    json.endObject().objectField("sessions_by_channel");
    for (Map.Entry<String, Long> channel : stats.sessionsByChannel().entrySet()) {
      json.field(channel.getKey(), channel.getValue().longValue());
    }
    json.endObject().endObject();
  }

  static void write(SessionStats stats, JsonWriter json) throws IOException {
    json.startObject()
        .field("message_count", stats.messages().total())
        .field("duration_minutes", stats.durationMinutes())
        .field("user_message_count", stats.messages().user())
        .field("assistant_message_count", stats.messages().assistant())
        .field("system_message_count", stats.messages().system())
        .field("avg_message_length", stats.avgMessageChars())
        .field("total_size_bytes", stats.contentBytes())
        .field("response_ratio", stats.responseRatio())
        .objectField("response_time_ms");
    DurationHistogram times = stats.responseTimes();
    if (times.count() == 0) {
      json.nullField("avg").nullField("p50").nullField("p95");
    } else {
      json.field("avg", times.meanMillis())
          .field("p50", times.percentileMillis(0.50))
          .field("p95", times.percentileMillis(0.95));
    }
    json.endObject()
        .field("first_message_at", time(stats.firstMessageAtMicros()))
        .field("last_message_at", time(stats.lastMessageAtMicros()))
        .endObject();
  }

  static void write(SystemStats stats, JsonWriter json) throws IOException {
    json.startObject()
        .field("total_users", stats.totalUsers())
        .field("total_sessions", stats.totalSessions())
        .field("total_messages", stats.totalMessages())
        .field("avg_messages_per_user", stats.avgMessagesPerUser())
        .field("storage_size_mb", stats.storageBytes() / BYTES_PER_MB)
        .endObject();
  }

  static @Nullable String time(@Nullable Long micros) {
    return micros == null ? null : Times.formatMillis(Math.floorDiv(micros, 1_000L));
  }
}
