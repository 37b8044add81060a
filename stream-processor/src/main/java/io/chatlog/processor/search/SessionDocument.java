package io.chatlog.processor.search;

import io.chatlog.json.JsonLeaves;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.view.Session;
import io.chatlog.view.SessionPlace;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Makes the document of a session. It has a text without words: where every document of a segment
 * has a text, Lucene finds its length by the document's number, elsewhere by a search, for each
 * word that is written, merged or scored.
 */
final class SessionDocument {
  private SessionDocument() {}

  static Document of(SessionRow row, BytesRef key) {
    Session session = row.session();
    Document document = new Document();
    document.add(new StringField(SessionFields.KEY, key, Store.NO));
    document.add(new SortedDocValuesField(SessionFields.KEY, key));
    term(document, SessionFields.OWNER, session.owner().value());
    term(document, SessionFields.STATUS, session.status().wireName());
    term(document, SessionFields.CHANNEL, session.channel());
    term(document, SessionFields.SOURCE, session.source());
    term(document, SessionFields.EXTERNAL_ID, session.externalId());
    for (String tag : session.tags()) {
      BytesRef term = SessionFields.term(tag);
      document.add(new StringField(SessionFields.TAG, term, Store.NO));
      document.add(new SortedSetDocValuesField(SessionFields.TAG, term));
    }
    JsonLeaves.visit(
        session.metadataJson(),
        (path, text, number) ->
            document.add(
                new StringField(
                    SessionFields.METADATA, SessionFields.metadata(path, text, number), Store.NO)));
    ordered(document, SessionFields.ACTIVITY, session.lastActivityMicros());
    ordered(document, SessionFields.CREATED, session.createdAtMicros());
    ordered(document, SessionFields.MESSAGES, session.messageCount());
    document.add(NumericDocValuesField.indexedField(SessionFields.BEGAN, row.createdOffset()));
    document.add(NumericDocValuesField.indexedField(SessionFields.CHANGED, row.lastOffset()));
    BytesRef title = new BytesRef(SessionPlace.titleText(session.title()));
    document.add(new SortedDocValuesField(SessionFields.TITLE, title));
    document.add(new StringField(SessionFields.TITLE, title, Store.NO));
    IndexFields.addNoText(document);
    return document;
  }

  private static void term(Document document, String field, @Nullable String text) {
    if (text != null) {
      document.add(new StringField(field, SessionFields.term(text), Store.NO));
    }
  }

  /** A value to order by; that it is indexed as well lets a search pass over what is too late. */
  private static void ordered(Document document, String field, long value) {
    document.add(new NumericDocValuesField(field, value));
    document.add(new LongPoint(field, value));
  }
}
