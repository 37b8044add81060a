package io.chatlog.processor.search;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.search.DocIdSetIterator;

/**
 * Tells whether anything of an index is of a soft-deleted session: mostly nothing is, and then a
 * search need not look at every document that it meets. Each segment is looked through once, and
 * again when such values were changed in it. Thread-safe.
 */
final class HiddenDocuments {
  private static final Map<IndexReader.CacheKey, Known> SEGMENTS = new ConcurrentHashMap<>();

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
    IndexReader.CacheHelper core = segment.getCoreCacheHelper();
    long generation = segment.getSegmentInfo().getDocValuesGen();
    Known known = SEGMENTS.get(core.getKey());
    if (known != null && known.generation() == generation) {
      return known.any();
    }
    boolean any = lookThrough(segment);
    if (SEGMENTS.put(core.getKey(), new Known(generation, any)) == null) {
      core.addClosedListener(SEGMENTS::remove);
    }
    return any;
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
