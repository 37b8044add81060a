package io.chatlog.processor.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a word is in what one user has, and how often: what counting it met, kept so that finding
 * it need not meet it again. Not thread-safe.
 */
final class OwnPlaces {
  private final Map<Integer, InSegment> segments = new HashMap<>();

  /**
   * Where it is in one segment.
   *
   * @param documents rising
   * @param frequencies how often it is in each of them
   */
  record InSegment(int[] documents, int[] frequencies) {
    int size() {
      return documents.length;
    }
  }

  /** Takes in what is in one segment, document by document. */
  final class Taking {
    private final LeafReaderContext segment;
    private int[] documents;
    private int[] frequencies;
    private int size;

    /**
     * @param most no more documents than this will come
     */
    Taking(LeafReaderContext segment, int most) {
      this.segment = segment;
      this.documents = new int[most];
      this.frequencies = new int[most];
    }

    void take(int document, int frequency) {
      documents[size] = document;
      frequencies[size] = frequency;
      size++;
    }

    void end() {
      if (size > 0) {
        segments.put(
            segment.ord,
            new InSegment(Arrays.copyOf(documents, size), Arrays.copyOf(frequencies, size)));
      }
    }
  }

  @Nullable InSegment in(LeafReaderContext segment) {
    return segments.get(segment.ord);
  }

  /** How many documents hold the word. */
  int documents() {
    return segments.values().stream().mapToInt(InSegment::size).sum();
  }

  /** How often it is in all of them. */
  long occurrences() {
    return segments.values().stream().mapToLong(in -> Arrays.stream(in.frequencies()).sum()).sum();
  }
}
