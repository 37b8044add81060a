package io.chatlog.processor.search;

import java.io.IOException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;

/** How much of what there is in a view of an index. */
final class IndexCounts {
  private IndexCounts() {}

  /** Messages, those of hidden sessions included. */
  static long messages(IndexReader reader) throws IOException {
    return reader.numDocs()
        - sessions(reader)
        - with(IndexFields.DOCUMENT, reader)
        - with(IndexFields.SESSION_VECTOR, reader);
  }

  static long sessions(IndexReader reader) throws IOException {
    return with(SessionFields.KEY, reader);
  }

  private static long with(String field, IndexReader reader) throws IOException {
    return new IndexSearcher(reader).count(new FieldExistsQuery(field));
  }

  /** Bytes of the files. */
  static long bytes(IndexReader reader) throws IOException {
    long bytes = 0;
    for (LeafReaderContext leaf : reader.leaves()) {
      if (leaf.reader() instanceof SegmentReader segment) {
        bytes += segment.getSegmentInfo().sizeInBytes();
      }
    }
    return bytes;
  }
}
