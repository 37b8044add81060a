package io.chatlog.processor.search;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.search.DocIdSetIterator;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether anything of an index is of a soft-deleted session: mostly nothing is, and then a
 * search need not look at every document that it meets. Each segment is looked through once, and
 * again when such values were changed in it. Thread-safe.
 */
final class HiddenDocuments {
  private static final WhileOpen<AtomicReference<@Nullable Known>> SEGMENTS = new WhileOpen<>();

  private HiddenDocuments() {}

  /**
   * @param generation of the values that were looked at
   */
  private record Known(long generation, boolean any) {}

  /** Whether there are any, deleted documents included. */
  static boolean areIn(IndexReader reader) throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      if (areIn(leaf.reader())) {
        return true;
      }
    }
    return false;
  }

  private static boolean areIn(LeafReader reader) throws IOException {
    if (!(reader instanceof SegmentReader segment)) {
      return true;
    }
    AtomicReference<@Nullable Known> last =
        SEGMENTS.of(segment.getCoreCacheHelper(), AtomicReference::new);
    long generation = segment.getSegmentInfo().getDocValuesGen();
    Known known = last.get();
    if (known == null || known.generation() != generation) {
      known = new Known(generation, lookThrough(segment));
      last.set(known);
    }
    return known.any();
  }

  private static boolean lookThrough(LeafReader reader) throws IOException {
    NumericDocValues hidden = reader.getNumericDocValues(IndexFields.HIDDEN);
    while (hidden != null && hidden.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      if (hidden.longValue() != 0) {
        return true;
      }
    }
    return false;
  }
}
