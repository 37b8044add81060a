package io.chatlog.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message, one piece of a document, or one session, that a search found.
 *
 * @param relevance the raw score divided by the highest score that the query could reach: 0..1,
 *     monotone in the raw score for one query
 * @param rawScore BM25; the cosine where vectors are compared
 * @param highlights passages, HTML-escaped but for {@code <em>}; empty when not asked for
 * @param place where the hit stands in the order of the search
 * @param groupHits how many hits its group has, itself included; 1 where nothing is grouped
 * @param similarity the cosine of its vector and the one that was searched for; null where vectors
 *     are not compared
 * @param offsets where each highlight stands in what was found; none from nodes of old versions
 */
public record SearchHit(
    Findable found,
    String sessionTitle,
    float relevance,
    float rawScore,
    List<String> highlights,
    SearchQuery.After place,
    long groupHits,
    @Nullable Float similarity,
    List<HighlightOffsets> offsets) {
  public SearchHit {
    highlights = List.copyOf(highlights);
    offsets = List.copyOf(offsets);
  }

  /** One whose highlights do not tell where they stand. */
  public SearchHit(
      Findable found,
      String sessionTitle,
      float relevance,
      float rawScore,
      List<String> highlights,
      SearchQuery.After place,
      long groupHits,
      @Nullable Float similarity) {
    this(
        found,
        sessionTitle,
        relevance,
        rawScore,
        highlights,
        place,
        groupHits,
        similarity,
        List.of());
  }

  /** A hit that is in no group. */
  public SearchHit(
      Findable found,
      String sessionTitle,
      float relevance,
      float rawScore,
      List<String> highlights,
      SearchQuery.After place) {
    this(found, sessionTitle, relevance, rawScore, highlights, place, 1, null);
  }

  /** The message of a hit that is one of a message. */
  public Message message() {
    if (found instanceof Message message) {
      return message;
    }
    throw new IllegalStateException("no message was found");
  }
}
