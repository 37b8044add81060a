package io.chatlog.processor.search;

import io.chatlog.processor.fold.SessionVectorRow;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.util.BytesRef;

/**
 * Makes the document of a session's vector: beside that of the session itself, which every message
 * writes anew. It has the fields that a message is filtered by, no text, and its vector in a field
 * of its own, so that a search of messages never meets it.
 */
final class SessionVectorDocument {
  private SessionVectorDocument() {}

  static Document of(SessionVectorRow row) {
    BytesRef session = IndexFields.session(row.owner(), row.session());
    Document document = new Document();
    document.add(new StringField(IndexFields.SESSION_VECTOR, session, Store.NO));
    document.add(new SortedDocValuesField(IndexFields.SESSION_VECTOR, session));
    document.add(new StringField(IndexFields.OWNER, row.owner().value(), Store.NO));
    document.add(new StringField(IndexFields.SESSION, session, Store.NO));
    document.add(new SortedDocValuesField(IndexFields.SESSION, session));
    document.add(new StringField(IndexFields.SESSION_ID, row.session().value(), Store.NO));
    document.add(new NumericDocValuesField(IndexFields.OFFSET, row.offset()));
    document.add(NumericDocValuesField.indexedField(IndexFields.TIMESTAMP, row.createdAtMicros()));
    document.add(new NumericDocValuesField(IndexFields.CHANNEL, IndexFields.number(row.channel())));
    document.add(new NumericDocValuesField(IndexFields.SOURCE, IndexFields.number(row.source())));
    document.add(new NumericDocValuesField(IndexFields.HIDDEN, row.hidden() ? 1 : 0));
    IndexFields.addNoText(document);
    IndexFields.setMetadata(document, row.metadataJson());
    IndexFields.addSessionVector(document, row.embedding());
    return document;
  }
}
