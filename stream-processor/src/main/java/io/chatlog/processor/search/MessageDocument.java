package io.chatlog.processor.search;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.view.Message;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;

/** A document that is filled again for each message. Not thread-safe. */
final class MessageDocument {
  private final StringField id = new StringField(IndexFields.ID, new BytesRef(), Field.Store.NO);
  private final TextField text = new TextField(IndexFields.TEXT, "", Field.Store.NO);
  private final StringField owner = new StringField(IndexFields.OWNER, "", Field.Store.NO);
  private final StringField session =
      new StringField(IndexFields.SESSION, new BytesRef(), Field.Store.NO);
  private final SortedDocValuesField sessionValue =
      new SortedDocValuesField(IndexFields.SESSION, new BytesRef());
  private final StringField sessionId = new StringField(IndexFields.SESSION_ID, "", Field.Store.NO);
  private final NumericDocValuesField seq = new NumericDocValuesField(IndexFields.SEQ, 0);
  private final NumericDocValuesField version = new NumericDocValuesField(IndexFields.VERSION, 0);
  private final NumericDocValuesField offset = new NumericDocValuesField(IndexFields.OFFSET, 0);
  // messages arrive nearly in the order of their times: skipping whole blocks beats a points index
  private final NumericDocValuesField timestamp =
      NumericDocValuesField.indexedField(IndexFields.TIMESTAMP, 0);
  private final NumericDocValuesField role = new NumericDocValuesField(IndexFields.ROLE, 0);
  private final NumericDocValuesField channel = new NumericDocValuesField(IndexFields.CHANNEL, 0);
  private final NumericDocValuesField source = new NumericDocValuesField(IndexFields.SOURCE, 0);
  private final NumericDocValuesField hidden = new NumericDocValuesField(IndexFields.HIDDEN, 0);
  private final Document document = new Document();
  private final VectorField vector = new VectorField();

  MessageDocument() {
    for (Field field :
        new Field[] {
          id,
          text,
          owner,
          session,
          sessionValue,
          sessionId,
          seq,
          version,
          offset,
          timestamp,
          role,
          channel,
          source,
          hidden
        }) {
      document.add(field);
    }
  }

  /** The document of a message, valid until the next call. */
  Document fill(MessageRow row, BytesRef key) {
    Message message = row.message();
    BytesRef sessionKey = IndexFields.session(message.owner(), message.session());
    id.setBytesValue(key);
    text.setStringValue(message.content());
    owner.setStringValue(message.owner().value());
    session.setBytesValue(sessionKey);
    sessionValue.setBytesValue(sessionKey);
    sessionId.setStringValue(message.session().value());
    seq.setLongValue(message.seq());
    version.setLongValue(message.version());
    offset.setLongValue(row.offset());
    timestamp.setLongValue(message.timestampMicros());
    role.setLongValue(message.role().ordinal());
    channel.setLongValue(IndexFields.number(row.channel()));
    source.setLongValue(IndexFields.number(row.source()));
    hidden.setLongValue(row.hidden() ? 1 : 0);
    IndexFields.setMetadata(document, message.metadataJson());
    vector.set(document, row.embedding());
    return document;
  }
}
