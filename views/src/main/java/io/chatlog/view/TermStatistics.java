package io.chatlog.view;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What ranking knows of a collection, so that partitions score alike.
 *
 * @param docCount messages that have terms
 * @param sumTotalTermFreq terms in all of them
 * @param docFreq in how many messages each term of the query occurs
 * @param totalTermFreq how often each term of the query occurs
 */
public record TermStatistics(
    long docCount,
    long sumTotalTermFreq,
    SortedMap<String, Long> docFreq,
    SortedMap<String, Long> totalTermFreq) {
  /** Of an empty collection. */
  public static final TermStatistics EMPTY =
      new TermStatistics(0, 0, new TreeMap<>(), new TreeMap<>());

  public TermStatistics {
    docFreq = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(docFreq));
    totalTermFreq = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(totalTermFreq));
  }

  /** Of both collections together. */
  public TermStatistics plus(TermStatistics other) {
    TreeMap<String, Long> df = new TreeMap<>(docFreq);
    other.docFreq.forEach((term, many) -> df.merge(term, many, Long::sum));
    TreeMap<String, Long> ttf = new TreeMap<>(totalTermFreq);
    other.totalTermFreq.forEach((term, many) -> ttf.merge(term, many, Long::sum));
    return new TermStatistics(
        docCount + other.docCount, sumTotalTermFreq + other.sumTotalTermFreq, df, ttf);
  }
}
