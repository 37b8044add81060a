package io.chatlog.processor.store;

import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.nio.charset.StandardCharsets;

/**
 * What a key of {@link Keys#document} or {@link Keys#upload} says.
 *
 * @param id of the document or, behind a zero, of the upload
 */
record DocumentKey(UserId owner, SessionId session, String id) {

  static DocumentKey of(byte[] key) {
    int user = end(key, 1);
    int session = end(key, user + 1);
    return new DocumentKey(
        new UserId(text(key, 1, user)),
        new SessionId(text(key, user + 1, session)),
        text(key, session + 1, key.length));
  }

  /** Whether it is the key of an upload that is not complete. */
  boolean isUpload() {
    return id.charAt(0) == 0;
  }

  /** The document, of a key that is one's. */
  DocumentId document() {
    return new DocumentId(id);
  }

  private static String text(byte[] key, int from, int end) {
    return new String(key, from, end - from, StandardCharsets.UTF_8);
  }

  private static int end(byte[] key, int from) {
    int at = from;
    while (key[at] != 0) {
      at++;
    }
    return at;
  }
}
