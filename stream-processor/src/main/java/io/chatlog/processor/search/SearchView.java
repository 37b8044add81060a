package io.chatlog.processor.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.IndexSearcher;

/**
 * What one search looks at: the index of a partition, or of several as one. Each word is looked up
 * once in each segment, however often the search asks for it. Not thread-safe.
 */
final class SearchView {
  private final IndexReader reader;
  private final int[] partitions;
  private final IndexSearcher searcher;
  private final Map<String, TermStates> words = new HashMap<>();

  /**
   * @param partitions which one holds each segment of the reader
   */
  SearchView(IndexReader reader, int[] partitions) {
    this.reader = reader;
    this.partitions = partitions;
    this.searcher = new IndexSearcher(reader);
  }

  /** The index of one partition. */
  static SearchView of(int partition, IndexReader reader) {
    int[] partitions = new int[reader.leaves().size()];
    Arrays.fill(partitions, partition);
    return new SearchView(reader, partitions);
  }

  IndexReader reader() {
    return reader;
  }

  /** The partition that holds a segment. */
  int partitionOf(LeafReaderContext segment) {
    return partitions[segment.ord];
  }

  /** Where segments have a word of texts, and how often. */
  TermStates word(String text) throws IOException {
    TermStates known = words.get(text);
    if (known == null) {
      known = TermStates.build(searcher, term(text), true);
      words.put(text, known);
    }
    return known;
  }

  static Term term(String text) {
    return new Term(IndexFields.TEXT, text);
  }
}
