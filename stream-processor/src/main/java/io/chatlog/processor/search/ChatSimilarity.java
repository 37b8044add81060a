package io.chatlog.processor.search;

import org.apache.lucene.search.similarities.BM25Similarity;

/**
 * BM25. A term's share of a score is {@code idf · tf / (tf + k1 · (1 - b + b · length / average))},
 * so it stays below {@code idf}: the sum of the terms' idf bounds the score of any message.
 */
final class ChatSimilarity extends BM25Similarity {
  static final ChatSimilarity INSTANCE = new ChatSimilarity();

  /** Small, so that one occurrence of every word in a message of average length reaches 0.6. */
  private static final float K1 = 0.6f;

  private static final float B = 0.75f;

  private ChatSimilarity() {
    super(K1, B);
  }

  /** What a term that so many of so many messages hold adds to a score at most; above 0. */
  float scoreMax(long docFreq, long docCount) {
    long documents = Math.max(1, docCount);
    return idf(Math.clamp(docFreq, 1, documents), documents);
  }

  /** What a term adds that is there or not, however often: as one word in an average message. */
  float constantScore(long docFreq, long docCount) {
    return scoreMax(docFreq, docCount) / (1 + getK1());
  }
}
