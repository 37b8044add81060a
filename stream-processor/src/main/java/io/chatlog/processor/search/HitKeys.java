package io.chatlog.processor.search;

import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.io.IOException;
import java.util.Arrays;
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
  private HitKeys() {}

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

    UserId owner() {
      return IndexFields.ownerOf(session);
    }

    SessionId id() {
      return IndexFields.sessionOf(session);
    }

    boolean isMessage() {
      return seq != NO_SEQ && document == null;
    }
  }

  /**
   * The addresses that documents stand for, in the order in which they are given. They are read in
   * the order of the index, so that the values of a segment are opened once.
   */
  static HitKey[] of(IndexReader reader, int[] documents) throws IOException {
    List<LeafReaderContext> leaves = reader.leaves();
    HitKey[] keys = new HitKey[documents.length];
    long[] order = new long[documents.length];
    for (int at = 0; at < order.length; at++) {
      order[at] = (long) documents[at] << Integer.SIZE | at;
    }
    Arrays.sort(order);
    Segment segment = null;
    for (long next : order) {
      int document = (int) (next >>> Integer.SIZE);
      if (segment == null || document >= segment.end()) {
        segment = new Segment(leaves.get(ReaderUtil.subIndex(document, leaves)));
      }
      keys[(int) next] = segment.key(document);
    }
    return keys;
  }

  /** The values of a segment, read forwards. */
  private static final class Segment {
    private final LeafReaderContext leaf;
    private final SortedDocValues sessions;
    private final NumericDocValues seqs;
    private final SortedDocValues documents;

    Segment(LeafReaderContext leaf) throws IOException {
      this.leaf = leaf;
      LeafReader reader = leaf.reader();
      sessions = DocValues.getSorted(reader, IndexFields.SESSION);
      seqs = DocValues.getNumeric(reader, IndexFields.SEQ);
      documents = DocValues.getSorted(reader, IndexFields.DOCUMENT);
    }

    int end() {
      return leaf.docBase + leaf.reader().maxDoc();
    }

    HitKey key(int document) throws IOException {
      int here = document - leaf.docBase;
      if (!sessions.advanceExact(here)) {
        throw new IOException("document " + document + " has no address");
      }
      return new HitKey(
          sessions.lookupOrd(sessions.ordValue()).utf8ToString(),
          seqs.advanceExact(here) ? seqs.longValue() : HitKey.NO_SEQ,
          documents.advanceExact(here)
              ? documents.lookupOrd(documents.ordValue()).utf8ToString()
              : null);
    }
  }
}
