package io.chatlog.processor.search;

import io.chatlog.view.SearchQuery;
import java.io.IOException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;

/**
 * Tells messages that an index cannot hold yet: those that came into being in the log behind all
 * that it holds, which is nearly every one that is indexed. Such a one is added; another is written
 * in place of what may be there, for which its id is looked up in every segment. Not thread-safe.
 */
final class NewMessages {
  private long newest = -1;

  /** Looks once at every document that there is, deleted ones included: some ms for a million. */
  NewMessages(IndexReader reader) throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      NumericDocValues offsets = leaf.reader().getNumericDocValues(IndexFields.OFFSET);
      while (offsets != null && offsets.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
        newest = Math.max(newest, SearchQuery.After.logOffset(offsets.longValue()));
      }
    }
  }

  /**
   * Whether nothing can be there of a message that came into being at an offset; from now on
   * something can.
   */
  boolean isNew(long offset) {
    if (offset <= newest) {
      return false;
    }
    newest = offset;
    return true;
  }
}
