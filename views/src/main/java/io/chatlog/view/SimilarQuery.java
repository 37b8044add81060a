package io.chatlog.view;

import io.chatlog.value.Embedding;

/**
 * What to search vectors for: those that point nearly where another one does.
 *
 * @param query what may be found, and what is made of it; its text is not looked at. The relevance
 *     of a hit is {@code (1 + cosine) / 2}, so {@link SearchQuery#minScore} says how near is enough
 * @param embedding compared with those of as many numbers
 */
public record SimilarQuery(SearchQuery query, Embedding embedding) {
  /** The relevance of a cosine; also what hits are ordered by. */
  public static float relevance(double cosine) {
    return (float) ((1 + cosine) / 2);
  }

  /** The cosine of a relevance, with six decimals. */
  public static float cosine(float relevance) {
    return (float) Embedding.cosine(2.0 * relevance - 1);
  }
}
