package io.chatlog.processor.search;

import io.chatlog.json.JsonLeaves;
import io.chatlog.value.DocumentId;
import io.chatlog.value.Embedding;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message's document, and how values become terms and numbers.
 *
 * <p>The content is analysed, not stored: it is fetched from the rows. What may change without the
 * message (channel, source, whether the session is hidden) is in doc values only, because those are
 * what Lucene changes in place.
 */
final class IndexFields {
  /** Identifies the document: owner, session and seq. */
  static final String ID = "id";

  /** The analysed content. */
  static final String TEXT = "text";

  /** The owner. */
  static final String OWNER = "owner";

  /** Owner and session, as a term to follow the session by and as a value to fetch the row with. */
  static final String SESSION = "session";

  /** The session without its owner: several users may have a session of that id. */
  static final String SESSION_ID = "session_id";

  static final String SEQ = "seq";

  /** The version of a message: tells whether what it says now is what was analysed. */
  static final String VERSION = "version";

  static final String OFFSET = "offset";
  static final String TIMESTAMP = "timestamp";
  static final String ROLE = "role";
  static final String CHANNEL = "channel";
  static final String SOURCE = "source";

  /** Owner, session and document: only pieces of documents have it. */
  static final String DOCUMENT = "document";

  /** Owner, session, document and number of a piece. */
  static final String PIECE = "piece";

  /**
   * Each single value of the metadata of the message or document, see {@link
   * SessionFields#metadata}.
   */
  static final String METADATA = "metadata";

  /** The most values of one message's metadata that can be searched for. */
  private static final int METADATA_VALUES_MAX = 256;

  /** Before the number of dimensions: the direction of the vector, among those of as many. */
  private static final String VECTOR = "vector";

  /** The same for the vectors of sessions. */
  private static final String VECTOR_OF_SESSION = "vector_of_session";

  /** Owner and session: only documents of a session's vector have it. */
  static final String SESSION_VECTOR = "session_vector";

  /** 1 while the session is soft-deleted, 0 otherwise. */
  static final String HIDDEN = "hidden";

  private IndexFields() {}

  static BytesRef id(UserId owner, SessionId session, long seq) {
    byte[] user = utf8(owner.value());
    byte[] name = utf8(session.value());
    ByteBuffer id = ByteBuffer.allocate(user.length + name.length + 2 + Long.BYTES);
    id.put(user).put((byte) 0).put(name).put((byte) 0).putLong(seq);
    return new BytesRef(id.array());
  }

  static BytesRef session(UserId owner, SessionId session) {
    return new BytesRef(owner.value() + '\0' + session.value());
  }

  static BytesRef document(UserId owner, SessionId session, DocumentId document) {
    return new BytesRef(owner.value() + '\0' + session.value() + '\0' + document.value());
  }

  static BytesRef piece(io.chatlog.view.Document about, long chunk) {
    BytesRef document = document(about.owner(), about.session(), about.id());
    ByteBuffer key = ByteBuffer.allocate(document.length + 1 + Long.BYTES);
    key.put(document.bytes, document.offset, document.length).put((byte) 0).putLong(chunk);
    return new BytesRef(key.array());
  }

  static DocumentId documentOf(String document) {
    return new DocumentId(document.substring(document.lastIndexOf('\0') + 1));
  }

  /**
   * Gives a document a text without words. Where all documents of a segment have a text, its length
   * is found by the number of the document, which is a fifth of the work of a search less.
   */
  static void addNoText(Document document) {
    document.add(new TextField(TEXT, "", Field.Store.NO));
  }

  static UserId ownerOf(String session) {
    return new UserId(session.substring(0, session.indexOf('\0')));
  }

  static SessionId sessionOf(String session) {
    return new SessionId(session.substring(session.indexOf('\0') + 1));
  }

  /**
   * The number that stands for a channel or source. Two names may share one in theory: hits are
   * compared with the session's row before they leave.
   */
  static long number(@Nullable String name) {
    return name == null ? 0 : StringHelper.murmurhash3_x64_128(new BytesRef(name))[0];
  }

  /** The field of vectors of so many dimensions. */
  static String vector(int dimensions) {
    return VECTOR + dimensions;
  }

  /** The same for the vectors of sessions. */
  static String sessionVector(int dimensions) {
    return VECTOR_OF_SESSION + dimensions;
  }

  /** Whether a field holds vectors. */
  static boolean isVector(String field) {
    return field.startsWith(VECTOR);
  }

  /** Makes a vector findable in a document; the one that it had before must be taken out. */
  static void addVector(Document document, Embedding embedding) {
    add(document, vector(embedding.dimensions()), embedding);
  }

  /** Makes a session's vector findable in a document. */
  static void addSessionVector(Document document, Embedding embedding) {
    add(document, sessionVector(embedding.dimensions()), embedding);
  }

  private static void add(Document document, String field, Embedding embedding) {
    document.add(
        new KnnFloatVectorField(
            field, embedding.direction(), VectorSimilarityFunction.DOT_PRODUCT));
  }

  /** Makes every value of a metadata findable in a document, in place of those that it had. */
  static void setMetadata(Document document, String metadataJson) {
    document.removeFields(METADATA);
    int[] values = {0};
    JsonLeaves.visit(
        metadataJson,
        (path, text, number) -> {
          if (values[0]++ < METADATA_VALUES_MAX) {
            document.add(
                new StringField(
                    METADATA, SessionFields.metadata(path, text, number), Field.Store.NO));
          }
        });
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
