package io.chatlog.processor.search;

import io.chatlog.processor.fold.FoldLimits;
import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.SearchQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** An {@link IndexAudit} of a reader, which it gives back when it is closed. */
final class ReaderAudit implements IndexAudit {
  private final ReaderManager readers;
  private final DirectoryReader reader;

  ReaderAudit(ReaderManager readers) throws IOException {
    this.readers = readers;
    this.reader = readers.acquire();
  }

  @Override
  public @Nullable MessageMark message(UserId owner, SessionId session, long seq) {
    try {
      return found(new Term(IndexFields.ID, IndexFields.id(owner, session, seq)), this::mark);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private MessageMark mark(LeafReader leaf, int document, int documents) throws IOException {
    return new MessageMark(
        documents,
        number(leaf, IndexFields.OFFSET, document),
        number(leaf, IndexFields.VERSION, document),
        place(leaf, document),
        vector(leaf, document));
  }

  /** The vectors of a document, whatever their dimensions: two of them are no vector's mark. */
  private static VectorMark vector(LeafReader leaf, int document) throws IOException {
    VectorMark mark = VectorMark.NONE;
    for (FieldInfo field : leaf.getFieldInfos()) {
      if (field.hasVectorValues()) {
        FloatVectorValues values = leaf.getFloatVectorValues(field.name);
        DocIndexIterator at = values == null ? null : values.iterator();
        if (values != null && at != null && at.advance(document) == document) {
          mark = mark.plus(VectorMark.of(values.vectorValue(at.index())));
        }
      }
    }
    return mark;
  }

  private static Place place(LeafReader leaf, int document) throws IOException {
    return new Place(
        number(leaf, IndexFields.CHANNEL, document),
        number(leaf, IndexFields.SOURCE, document),
        number(leaf, IndexFields.HIDDEN, document) != 0);
  }

  @Override
  public @Nullable DocumentMark document(UserId owner, SessionId session, DocumentId document) {
    Term term = new Term(IndexFields.DOCUMENT, IndexFields.document(owner, session, document));
    Pieces pieces = new Pieces();
    try {
      return found(term, pieces::mark);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The pieces of text of one document, as they are met. */
  private static final class Pieces {
    private final BitSet numbers = new BitSet();
    private long offset;
    private @Nullable Place place;
    private boolean agree = true;

    DocumentMark mark(LeafReader leaf, int document, int documents) throws IOException {
      long number = number(leaf, IndexFields.SEQ, document);
      long at = number(leaf, IndexFields.OFFSET, document);
      Place here = place(leaf, document);
      if (place == null) {
        place = here;
        offset = SearchQuery.After.logOffset(at);
      }
      agree &=
          number >= 0
              && number < FoldLimits.DOCUMENT_CHUNKS_MAX
              && at == SearchQuery.After.ofPiece(offset, number)
              && here.equals(place);
      if (agree) {
        numbers.set((int) number);
      }
      boolean whole = agree && numbers.cardinality() == documents && numbers.length() == documents;
      return new DocumentMark(documents, whole, whole ? offset : 0, here);
    }
  }

  @Override
  public @Nullable SessionVectorMark sessionVector(UserId owner, SessionId session) {
    try {
      return found(
          new Term(IndexFields.SESSION_VECTOR, IndexFields.session(owner, session)),
          (leaf, document, documents) ->
              new SessionVectorMark(
                  documents,
                  number(leaf, IndexFields.OFFSET, document),
                  place(leaf, document),
                  vector(leaf, document)));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public @Nullable SessionMark session(UserId owner, SessionId session) {
    try {
      return found(
          new Term(SessionFields.KEY, SessionFields.key(owner, session)),
          (leaf, document, documents) ->
              new SessionMark(
                  documents,
                  number(leaf, SessionFields.CHANGED, document),
                  new Order(
                      number(leaf, SessionFields.ACTIVITY, document),
                      number(leaf, SessionFields.CREATED, document),
                      number(leaf, SessionFields.MESSAGES, document),
                      number(leaf, SessionFields.BEGAN, document)),
                  tags(leaf, document)));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Set<String> tags(LeafReader leaf, int document) throws IOException {
    SortedSetDocValues values = DocValues.getSortedSet(leaf, SessionFields.TAG);
    Set<String> tags = new TreeSet<>();
    if (values.advanceExact(document)) {
      for (int tag = 0; tag < values.docValueCount(); tag++) {
        tags.add(values.lookupOrd(values.nextOrd()).utf8ToString());
      }
    }
    return tags;
  }

  @FunctionalInterface
  private interface Marking<T> {
    T mark(LeafReader leaf, int document, int documents) throws IOException;
  }

  private <T> @Nullable T found(Term term, Marking<T> marking) throws IOException {
    T mark = null;
    int documents = 0;
    for (LeafReaderContext context : reader.leaves()) {
      LeafReader leaf = context.reader();
      PostingsEnum postings = leaf.postings(term, PostingsEnum.NONE);
      if (postings == null) {
        continue;
      }
      Bits live = leaf.getLiveDocs();
      for (int document = postings.nextDoc();
          document != DocIdSetIterator.NO_MORE_DOCS;
          document = postings.nextDoc()) {
        if (live == null || live.get(document)) {
          mark = marking.mark(leaf, document, ++documents);
        }
      }
    }
    return mark;
  }

  private static long number(LeafReader leaf, String field, int document) throws IOException {
    NumericDocValues values = DocValues.getNumeric(leaf, field);
    return values.advanceExact(document) ? values.longValue() : 0;
  }

  @Override
  public void forEach(Visitor visitor) {
    try {
      for (LeafReaderContext context : reader.leaves()) {
        visit(context.reader(), visitor);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static void visit(LeafReader leaf, Visitor visitor) throws IOException {
    SortedDocValues messages = DocValues.getSorted(leaf, IndexFields.SESSION);
    NumericDocValues seqs = DocValues.getNumeric(leaf, IndexFields.SEQ);
    SortedDocValues pieces = DocValues.getSorted(leaf, IndexFields.DOCUMENT);
    SortedDocValues vectors = DocValues.getSorted(leaf, IndexFields.SESSION_VECTOR);
    SortedDocValues sessions = DocValues.getSorted(leaf, SessionFields.KEY);
    Bits live = leaf.getLiveDocs();
    for (int document = 0; document < leaf.maxDoc(); document++) {
      if (live != null && !live.get(document)) {
        continue;
      }
      if (pieces.advanceExact(document)) {
        String key = text(pieces);
        int end = key.lastIndexOf('\0');
        visitor.document(
            IndexFields.ownerOf(key),
            IndexFields.sessionOf(key.substring(0, end)),
            IndexFields.documentOf(key));
      } else if (messages.advanceExact(document) && seqs.advanceExact(document)) {
        String key = text(messages);
        visitor.message(IndexFields.ownerOf(key), IndexFields.sessionOf(key), seqs.longValue());
      }
      if (vectors.advanceExact(document)) {
        String key = text(vectors);
        visitor.sessionVector(IndexFields.ownerOf(key), IndexFields.sessionOf(key));
      }
      if (sessions.advanceExact(document)) {
        String key = text(sessions);
        visitor.session(IndexFields.ownerOf(key), IndexFields.sessionOf(key));
      }
    }
  }

  private static String text(SortedDocValues values) throws IOException {
    BytesRef bytes = values.lookupOrd(values.ordValue());
    return bytes.utf8ToString();
  }

  @Override
  public void close() {
    try {
      readers.release(reader);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
