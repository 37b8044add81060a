package io.chatlog.processor.search;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.jspecify.annotations.Nullable;

/** Reads from documents which rows they stand for. */
final class HitKeys {
  private final List<LeafReaderContext> leaves;

  HitKeys(IndexReader reader) {
    this.leaves = reader.leaves();
  }

  /**
   * The address of a message, of a piece of a document, or of the vector of a session.
   *
   * @param session owner and session, see {@link IndexFields#session}
   * @param seq of the message, or the number of the piece
   * @param document null for a message; else see {@link IndexFields#document}
   */
  record HitKey(String session, long seq, @Nullable String document) {
    /** In place of a seq, of the vector of a session. */
    static final long NO_SEQ = -1;
  }

  /** The address that a document stands for. */
  HitKey of(int document) throws IOException {
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
    LeafReader reader = leaf.reader();
    int here = document - leaf.docBase;
    SortedDocValues sessions = DocValues.getSorted(reader, IndexFields.SESSION);
    NumericDocValues seqs = DocValues.getNumeric(reader, IndexFields.SEQ);
    if (!sessions.advanceExact(here)) {
      throw new IOException("document " + document + " has no address");
    }
    SortedDocValues documents = DocValues.getSorted(reader, IndexFields.DOCUMENT);
    return new HitKey(
        sessions.lookupOrd(sessions.ordValue()).utf8ToString(),
        seqs.advanceExact(here) ? seqs.longValue() : HitKey.NO_SEQ,
        documents.advanceExact(here)
            ? documents.lookupOrd(documents.ordValue()).utf8ToString()
            : null);
  }
}
