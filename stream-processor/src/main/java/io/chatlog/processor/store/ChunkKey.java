package io.chatlog.processor.store;

import io.chatlog.value.SessionId;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a key of {@link Keys#chunkVector} says. */
record ChunkKey(UserId owner, SessionId session, UploadId upload, long chunk) {

  static ChunkKey of(byte[] key) {
    int user = end(key, 1);
    int session = end(key, user + 1);
    int upload = end(key, session + 1);
    return new ChunkKey(
        new UserId(text(key, 1, user)),
        new SessionId(text(key, user + 1, session)),
        new UploadId(text(key, session + 1, upload)),
        ByteBuffer.wrap(key).getLong(upload + 1));
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
