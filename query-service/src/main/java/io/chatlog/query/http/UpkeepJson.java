package io.chatlog.query.http;

import io.chatlog.http.json.JsonWriter;
import io.chatlog.query.http.UpkeepWalk.Ended;
import io.chatlog.query.http.UpkeepWalk.Place;
import io.chatlog.view.UpkeepReport;
import io.chatlog.view.UpkeepReport.Difference;
import io.chatlog.view.UpkeepReport.Figure;
import io.chatlog.view.UpkeepReport.State;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The JSON of work on partitions: how far it is, and what came of it. */
final class UpkeepJson {
  private UpkeepJson() {}

  /** How far the work on a partition is. */
  static void progress(Place place, UpkeepReport report, JsonWriter json) throws IOException {
    json.startObject();
    place(place, json);
    json.field("state", report.state().name().toLowerCase(Locale.ROOT))
        .field("step", report.step())
        .field("done", report.done());
    if (report.total() > 0) {
      json.field("total", report.total());
    } else {
      json.nullField("total");
    }
    json.endObject();
  }

  private static void place(Place place, JsonWriter json) throws IOException {
    json.field("partition", place.partition());
    if (place.node() != null) {
      json.field("node", place.node().toString());
    }
  }

  /**
   * What came of all; nothing was done where too much else is under way.
   *
   * @param sound what it is called when every partition was done and none differs
   */
  static void verdict(String sound, List<Ended> all, JsonWriter json) throws IOException {
    UpkeepReport last = all.isEmpty() ? UpkeepReport.waiting() : all.getLast().report();
    Difference difference = last.difference();
    String verdict =
        last.state() != State.DONE ? "unfinished" : difference == null ? sound : "difference";
    json.startObject().field("verdict", verdict).field("fault", last.fault());
    difference(difference == null ? null : all.getLast(), json);
    json.arrayField("partitions");
    for (Ended ended : all) {
      json.startObject();
      place(ended.place(), json);
      json.field("state", ended.report().state().name().toLowerCase(Locale.ROOT));
      for (Figure figure : ended.report().figures()) {
        json.field(figure.name(), figure.value());
      }
      json.endObject();
    }
    json.endArray().endObject();
  }

  private static void difference(@Nullable Ended at, JsonWriter json) throws IOException {
    Difference difference = at == null ? null : at.report().difference();
    if (at == null || difference == null) {
      json.nullField("difference");
      return;
    }
    json.objectField("difference")
        .field("partition", at.place().partition())
        .field("check", difference.check())
        .field("kind", difference.kind())
        .field("key", difference.key())
        .field("expected", difference.expected())
        .field("found", difference.found())
        .endObject();
  }
}
