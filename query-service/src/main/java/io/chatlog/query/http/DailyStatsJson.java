package io.chatlog.query.http;

import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.param.Times;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.DailyRow;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/** The JSON of daily and conversation statistics. */
final class DailyStatsJson {
  private DailyStatsJson() {}

  static void daily(List<DailyRow> rows, JsonWriter json) throws IOException {
    json.startObject().arrayField("items");
    for (DailyRow row : rows) {
      json.startObject()
          .field("date", LocalDate.ofEpochDay(row.epochDay()).toString())
          .field("channel", row.channel())
          .field("status", row.status().wireName())
          .field("total_conversations", row.sessions())
          .field("with_embeddings", row.withEmbeddings())
          .field("active_conversations", of(row, SessionStatus.ACTIVE))
          .field("handoff_complete", of(row, SessionStatus.HANDOFF_COMPLETE))
          .field("deleted_conversations", of(row, SessionStatus.DELETED))
          .field("messages", row.messages())
          .field("unique_users", row.users())
          .field("first_conversation", time(row.firstMicros()))
          .field("last_conversation", time(row.lastMicros()))
          .endObject();
    }
    json.endArray().nullField("next_cursor").endObject();
  }

  /** Soft-deleted conversations are left out, as of every count. */
  static void conversations(List<DailyRow> rows, int days, JsonWriter json) throws IOException {
    long total = 0;
    long active = 0;
    long embedded = 0;
    long handedOff = 0;
    for (DailyRow row : rows) {
      if (row.status() != SessionStatus.DELETED) {
        total += row.sessions();
        embedded += row.withEmbeddings();
        active += of(row, SessionStatus.ACTIVE);
        handedOff += of(row, SessionStatus.HANDOFF_COMPLETE);
      }
    }
    json.startObject().arrayField("items");
    metric("total_conversations", total, json);
    metric("active_conversations", active, json);
    metric("with_embeddings", embedded, json);
    metric("handoff_complete", handedOff, json);
    json.startObject()
        .field("metric_name", "avg_per_day")
        .field("metric_value", (double) total / days)
        .endObject();
    json.endArray().nullField("next_cursor").endObject();
  }

  private static void metric(String name, long value, JsonWriter json) throws IOException {
    json.startObject().field("metric_name", name).field("metric_value", value).endObject();
  }

  private static long of(DailyRow row, SessionStatus status) {
    return row.status() == status ? row.sessions() : 0;
  }

  private static String time(long micros) {
    return Times.formatMillis(Math.floorDiv(micros, 1_000L));
  }
}
