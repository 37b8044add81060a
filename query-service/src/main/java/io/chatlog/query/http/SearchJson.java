package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.param.Times;
import io.chatlog.view.Document;
import io.chatlog.view.DocumentChunk;
import io.chatlog.view.Message;
import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchType;
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
    switch (hit.found()) {
      case Message message -> write(hit, message, json);
      case DocumentChunk chunk -> write(hit, chunk, json);
    }
  }

  private static void write(SearchHit hit, Message message, JsonWriter json) throws IOException {
    json.startObject()
        .field("id", message.id().value())
        .field("type", SearchType.MESSAGE.wireName())
        .field("user_id", message.owner().value())
        .field("session_id", message.session().value())
        .field("session_title", hit.sessionTitle())
        .field("seq", message.seq())
        .field("role", message.role().wireName())
        .field("timestamp", time(message.timestampMicros()))
        .field("content", message.content());
    rest(hit, message.metadataJson(), json);
  }

  private static void write(SearchHit hit, DocumentChunk chunk, JsonWriter json)
      throws IOException {
    Document document = chunk.document();
    json.startObject()
        .field("id", document.id().value())
        .field("type", SearchType.DOCUMENT.wireName())
        .field("user_id", document.owner().value())
        .field("session_id", document.session().value())
        .field("session_title", hit.sessionTitle())
        .nullField("seq")
        .nullField("role")
        .field("timestamp", time(document.uploadedAtMicros()))
        .field("content", chunk.text());
    rest(hit, document.metadataJson(), json);
  }

  private static String time(long micros) {
    return Times.formatMillis(Math.floorDiv(micros, 1_000L));
  }

  private static void rest(SearchHit hit, String metadataJson, JsonWriter json) throws IOException {
    json.field("relevance_score", decimal(hit.relevance()))
        .nullField("similarity_score")
        .field("raw_score", decimal(hit.rawScore()))
        .field("highlights", hit.highlights())
        .rawField("metadata", metadataJson)
        .endObject();
  }

  /** The decimal that a float stands for, rather than the double that is nearest to its bits. */
  private static double decimal(float score) {
    return Double.parseDouble(Float.toString(score));
  }
}
