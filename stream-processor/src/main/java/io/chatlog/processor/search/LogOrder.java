package io.chatlog.processor.search;

import io.chatlog.view.SearchQuery;
import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;

/**
 * How the messages of a segment stand in the log. They follow each other as they do there when the
 * segment holds none that was edited, which is written again with the place that it had, and was
 * merged from neighbours. Each segment is looked through once, some ms for a million.
 *
 * @param least the lowest log offset of a message; {@link Long#MAX_VALUE} when there is none
 * @param rises whether each has a higher one than those before it, deleted ones included
 */
record LogOrder(long least, boolean rises) {
  private static final WhileOpen<LogOrder> SEGMENTS = new WhileOpen<>();

  /** How it is in a segment. */
  static LogOrder of(LeafReader segment) throws IOException {
    return SEGMENTS.of(segment.getCoreCacheHelper(), () -> lookThrough(segment));
  }

  private static LogOrder lookThrough(LeafReader segment) throws IOException {
    NumericDocValues offsets = segment.getNumericDocValues(IndexFields.OFFSET);
    long least = Long.MAX_VALUE;
    long before = -1;
    boolean rises = true;
    while (offsets != null && offsets.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      long offset = offsets.longValue();
      if (!SearchQuery.After.isPiece(offset)) {
        rises &= offset > before;
        least = Math.min(least, offset);
        before = offset;
      }
    }
    return new LogOrder(least, rises);
  }
}
