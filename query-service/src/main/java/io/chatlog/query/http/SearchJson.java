package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.param.Times;
import io.chatlog.view.Document;
import io.chatlog.view.DocumentChunk;
import io.chatlog.view.FacetCounts;
import io.chatlog.view.HighlightOffsets;
import io.chatlog.view.Message;
import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchShape.Facet;
import io.chatlog.view.SearchType;
import io.chatlog.view.Session;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of a search. */
final class SearchJson {
  private SearchJson() {}

  /**
   * A page of hits.
   *
   * <p>Hits of one document have its id, and the number of their piece in {@code chunk}, a field
   * that other hits do not have.
   *
   * <p>Terms of the query that were not looked for are counted in {@code terms_ignored}, a field
   * that an answer has only where there are any.
   *
   * @param grouped whether hits stand for groups, and tell how many they are
   * @param silent partitions that did not answer: then the total is a lower bound, and the answer
   *     names them in {@code partitions_missing}, a field that it otherwise does not have
   */
  static Answer answer(
      SearchPage page,
      boolean grouped,
      @Nullable String next,
      Collection<Integer> silent,
      long tookMillis) {
    return Answer.json(
        200,
        json -> {
          json.startObject().arrayField("items");
          for (SearchHit hit : page.hits()) {
            write(hit, json, grouped);
          }
          json.endArray()
              .objectField("total")
              .field("value", page.total())
              .field("relation", page.totalIsExact() && silent.isEmpty() ? "eq" : "gte")
              .endObject()
              .field("next_cursor", next)
              .field("took_ms", tookMillis);
          facets(page.facets(), json);
          if (page.termsIgnored() > 0) {
            json.field("terms_ignored", page.termsIgnored());
          }
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

  private static void write(SearchHit hit, JsonWriter json, boolean grouped) throws IOException {
    switch (hit.found()) {
      case Message message -> write(hit, message, json, grouped);
      case DocumentChunk chunk -> write(hit, chunk, json, grouped);
      case Session session -> write(hit, session, json, grouped);
    }
  }

  private static void write(SearchHit hit, Message message, JsonWriter json, boolean grouped)
      throws IOException {
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
    rest(hit, message.metadataJson(), json, grouped);
  }

  private static void write(SearchHit hit, DocumentChunk chunk, JsonWriter json, boolean grouped)
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
        .field("content", chunk.text())
        .field("chunk", chunk.number());
    rest(hit, document.metadataJson(), json, grouped);
  }

  /** A session says its summary, or its title where it has none. */
  private static void write(SearchHit hit, Session session, JsonWriter json, boolean grouped)
      throws IOException {
    json.startObject()
        .field("id", session.id().value())
        .field("type", SearchType.SESSION.wireName())
        .field("user_id", session.owner().value())
        .field("session_id", session.id().value())
        .field("session_title", session.title())
        .nullField("seq")
        .nullField("role")
        .field("timestamp", time(session.createdAtMicros()))
        .field("content", session.summary() == null ? session.title() : session.summary());
    rest(hit, session.metadataJson(), json, grouped);
  }

  /** What hits are counted by, in the order of names; nothing where it was not asked for. */
  private static void facets(FacetCounts facets, JsonWriter json) throws IOException {
    if (facets.values().isEmpty()) {
      return;
    }
    json.objectField("facets");
    for (Map.Entry<Facet, List<FacetCounts.Value>> facet : facets.values().entrySet()) {
      json.arrayField(facet.getKey().name().toLowerCase(Locale.ROOT));
      for (FacetCounts.Value value : facet.getValue()) {
        json.startObject().field("value", value.name()).field("count", value.hits()).endObject();
      }
      json.endArray();
    }
    json.endObject().field("facets_exact", facets.exact());
  }

  private static String time(long micros) {
    return Times.formatMillis(Math.floorDiv(micros, 1_000L));
  }

  private static void rest(SearchHit hit, String metadataJson, JsonWriter json, boolean grouped)
      throws IOException {
    json.field("relevance_score", hit.relevance());
    if (hit.similarity() == null) {
      json.nullField("similarity_score");
    } else {
      json.field("similarity_score", hit.similarity());
    }
    json.field("raw_score", hit.rawScore()).field("highlights", hit.highlights());
    offsets(hit.offsets(), json);
    json.rawField("metadata", metadataJson);
    if (grouped) {
      json.field("group_count", hit.groupHits());
    }
    json.endObject();
  }

  private static void offsets(List<HighlightOffsets> offsets, JsonWriter json) throws IOException {
    json.arrayField("highlight_offsets");
    for (HighlightOffsets one : offsets) {
      json.startObject()
          .field("start", one.passage().start())
          .field("end", one.passage().end())
          .arrayField("marks");
      for (HighlightOffsets.Span mark : one.marks()) {
        json.startObject().field("start", mark.start()).field("end", mark.end()).endObject();
      }
      json.endArray().endObject();
    }
    json.endArray();
  }
}
