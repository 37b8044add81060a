package io.chatlog.processor.search;

import io.chatlog.json.JsonNumbers;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.SessionFilter;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * The fields of a session's document. None of them is a field of a message's: whatever is counted
 * of messages or asked of them does not see sessions.
 */
final class SessionFields {
  /** Owner and session: identifies the document, and orders those that are equal otherwise. */
  static final String KEY = "s_key";

  static final String OWNER = "s_owner";
  static final String STATUS = "s_status";
  static final String CHANNEL = "s_channel";
  static final String SOURCE = "s_source";
  static final String EXTERNAL_ID = "s_external_id";

  /** Each tag, as a term and as a value to count. */
  static final String TAG = "s_tag";

  /** Each single value of the metadata, see {@link #metadata}. */
  static final String METADATA = "s_metadata";

  static final String ACTIVITY = "s_activity";
  static final String CREATED = "s_created";
  static final String MESSAGES = "s_messages";
  static final String TITLE = "s_title";

  /** The offset of the event that made the session. */
  static final String BEGAN = "s_began";

  /** The offset of the event that last changed it, messages included. */
  static final String CHANGED = "s_changed";

  private static final int TERM_BYTES_MAX = 1_024;

  private SessionFields() {}

  static BytesRef key(UserId owner, SessionId session) {
    return IndexFields.session(owner, session);
  }

  /** The term of a text; one that is too long is known by its hash, and compared with the row. */
  static BytesRef term(String text) {
    BytesRef bytes = new BytesRef(text);
    if (bytes.length <= TERM_BYTES_MAX) {
      return bytes;
    }
    long[] hash = StringHelper.murmurhash3_x64_128(bytes);
    return new BytesRef("\0" + Long.toHexString(hash[0]) + Long.toHexString(hash[1]));
  }

  /**
   * The term of a value of the metadata; one for all texts of a number.
   *
   * @param number whether it is one
   */
  static BytesRef metadata(String path, String text, boolean number) {
    String canonical = number ? JsonNumbers.canonical(text) : null;
    return term(canonical == null ? path + '\0' + text : path + "\0\0" + canonical);
  }

  /** Documents whose metadata holds a value, as a text or as a number. */
  static Query metadata(String field, SessionFilter.Metadata value) {
    BytesRef text = metadata(value.path(), value.text(), false);
    return value.number() == null
        ? new TermQuery(new Term(field, text))
        : new TermInSetQuery(field, List.of(text, metadata(value.path(), value.text(), true)));
  }
}
