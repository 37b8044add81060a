package io.chatlog.processor.search;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.value.Embedding;
import io.chatlog.view.SearchQuery;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The index's documents for a document's pieces of text, made one by one as they are taken: the
 * same one, filled again. They have the fields of a message's, but for its role and its id.
 */
final class ChunkDocuments implements Iterable<Document> {
  private final DocumentRow row;
  private final LongFunction<@Nullable String> texts;
  private final LongFunction<@Nullable Embedding> vectors;

  /**
   * @param texts the text of a piece; null when it is gone
   * @param vectors the vector of a piece; null when it has none
   */
  ChunkDocuments(
      DocumentRow row,
      LongFunction<@Nullable String> texts,
      LongFunction<@Nullable Embedding> vectors) {
    this.row = row;
    this.texts = texts;
    this.vectors = vectors;
  }

  /** The index's document for one piece. */
  static Document of(DocumentRow row, long chunk, String text, Embedding embedding) {
    return new ChunkDocuments(row, _ -> text, _ -> embedding).pieces(chunk).next();
  }

  /** Where a piece of text stands among hits of the same score: no two of a partition share one. */
  static long place(DocumentRow row, long chunk) {
    return SearchQuery.After.ofPiece(row.offset(), chunk);
  }

  @Override
  public Iterator<Document> iterator() {
    return pieces(0);
  }

  private Pieces pieces(long from) {
    return new Pieces(from);
  }

  private final class Pieces implements Iterator<Document> {
    private final TextField text = new TextField(IndexFields.TEXT, "", Field.Store.NO);
    private final NumericDocValuesField seq = new NumericDocValuesField(IndexFields.SEQ, 0);
    private final NumericDocValuesField offset = new NumericDocValuesField(IndexFields.OFFSET, 0);
    private final StringField piece =
        new StringField(IndexFields.PIECE, new BytesRef(), Field.Store.NO);
    private final VectorField vector = new VectorField();
    private final Document document = new Document();
    private long number;
    private @Nullable String next;

    Pieces(long from) {
      number = from;
      io.chatlog.view.Document about = row.document();
      BytesRef session = IndexFields.session(about.owner(), about.session());
      BytesRef key = IndexFields.document(about.owner(), about.session(), about.id());
      for (Field field :
          new Field[] {
            text,
            piece,
            new StringField(IndexFields.DOCUMENT, key, Field.Store.NO),
            new SortedDocValuesField(IndexFields.DOCUMENT, key),
            new StringField(IndexFields.OWNER, about.owner().value(), Field.Store.NO),
            new StringField(IndexFields.SESSION, session, Field.Store.NO),
            new SortedDocValuesField(IndexFields.SESSION, session),
            new StringField(IndexFields.SESSION_ID, about.session().value(), Field.Store.NO),
            seq,
            offset,
            NumericDocValuesField.indexedField(IndexFields.TIMESTAMP, about.uploadedAtMicros()),
            new NumericDocValuesField(IndexFields.CHANNEL, IndexFields.number(row.channel())),
            new NumericDocValuesField(IndexFields.SOURCE, IndexFields.number(row.source())),
            new NumericDocValuesField(IndexFields.HIDDEN, row.hidden() ? 1 : 0)
          }) {
        document.add(field);
      }
      IndexFields.setMetadata(document, about.metadataJson());
      next = fetch();
    }

    private @Nullable String fetch() {
      return number < row.document().chunkCount() ? texts.apply(number) : null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Document next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      text.setStringValue(next);
      seq.setLongValue(number);
      offset.setLongValue(place(row, number));
      piece.setBytesValue(IndexFields.piece(row.document(), number));
      vector.set(document, vectors.apply(number));
      number++;
      next = fetch();
      return document;
    }
  }
}
