package io.chatlog.query.http;

import io.chatlog.http.json.JsonWriter;
import io.chatlog.value.InsightType;
import io.chatlog.value.PanelId;
import io.chatlog.value.Role;
import io.chatlog.view.Contribution;
import io.chatlog.view.PanelStats;
import java.io.IOException;

/** The JSON of statistics of a panel. Averages and shares are decimals. */
final class PanelStatsJson {
  private PanelStatsJson() {}

  static void write(PanelId panel, PanelStats stats, JsonWriter json) throws IOException {
    Contribution total = stats.total();
    json.startObject().field("panel_id", panel.value());
    writeFigures(total, json);
    json.field("participants", participants(stats)).objectField("messages_by_role");
    for (Role role : Role.values()) {
      json.field(role.wireName(), stats.messages().of(role));
    }
    json.endObject().field("insight_count", stats.insights().total());
    json.objectField("insights_by_type");
    for (InsightType type : InsightType.values()) {
      json.field(type.wireName(), stats.insights().of(type));
    }
    json.endObject().arrayField("contributions");
    for (Contribution each : stats.contributions()) {
      if (each.persona() != null) {
        json.startObject().field("persona_id", each.persona().value());
        writeShare(each, total, json);
        json.endObject();
      }
    }
    json.endArray().objectField("without_persona");
    writeShare(stats.of(null), total, json);
    json.endObject().endObject();
  }

  /** How many personas said something. */
  private static long participants(PanelStats stats) {
    return stats.contributions().stream()
        .filter(each -> each.persona() != null && each.messages() > 0)
        .count();
  }

  private static void writeShare(Contribution each, Contribution total, JsonWriter json)
      throws IOException {
    writeFigures(each, json);
    json.field("share", ratio(each.messages(), total.messages()));
  }

  private static void writeFigures(Contribution each, JsonWriter json) throws IOException {
    json.field("message_count", each.messages())
        .field("character_count", each.characters())
        .field("avg_message_length", ratio(each.characters(), each.messages()))
        .field("response_count", each.responses())
        .field("first_message_at", StatsJson.time(each.firstAtMicros()))
        .field("last_message_at", StatsJson.time(each.lastAtMicros()));
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
