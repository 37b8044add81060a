package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.param.Times;
import io.chatlog.view.Message;
import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchPage;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The JSON of a search. */
final class SearchJson {
  private SearchJson() {}

  /**
   * A page of hits.
   *
   * @param silent partitions that did not answer: then the total is a lower bound, and the answer
   *     names them in {@code partitions_missing}, a field that it otherwise does not have
   */
  static Answer answer(
      SearchPage page, @Nullable String next, Collection<Integer> silent, long tookMillis) {
    return Answer.json(
        200,
        json -> {
          json.startObject().arrayField("items");
          for (SearchHit hit : page.hits()) {
            write(hit, json);
          }
          json.endArray()
              .objectField("total")
              .field("value", page.total())
              .field("relation", page.totalIsExact() && silent.isEmpty() ? "eq" : "gte")
              .endObject()
              .field("next_cursor", next)
              .field("took_ms", tookMillis);
          if (!silent.isEmpty()) {
            json.arrayField("partitions_missing");
            for (int partition : silent) {
              json.value(partition);
            }
            json.endArray();
          }
          json.endObject();
        });
  }

  private static void write(SearchHit hit, JsonWriter json) throws IOException {
    Message message = hit.message();
    json.startObject()
        .field("id", message.id().value())
        .field("type", "message")
        .field("user_id", message.owner().value())
        .field("session_id", message.session().value())
        .field("session_title", hit.sessionTitle())
        .field("seq", message.seq())
        .field("role", message.role().wireName())
        .field("timestamp", Times.formatMillis(Math.floorDiv(message.timestampMicros(), 1_000L)))
        .field("content", message.content())
        .field("relevance_score", decimal(hit.relevance()))
        .nullField("similarity_score")
        .field("raw_score", decimal(hit.rawScore()))
        .field("highlights", hit.highlights())
        .rawField("metadata", message.metadataJson())
        .endObject();
  }

  /** The decimal that a float stands for, rather than the double that is nearest to its bits. */
  private static double decimal(float score) {
    return Double.parseDouble(Float.toString(score));
  }
}
