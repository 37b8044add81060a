package io.chatlog.processor.store;

import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a key of {@link Keys#message} says. */
record MessageKey(UserId owner, SessionId session, long seq) {

  static MessageKey of(byte[] key) {
    int user = end(key, 1);
    int session = end(key, user + 1);
    return new MessageKey(
        new UserId(new String(key, 1, user - 1, StandardCharsets.UTF_8)),
        new SessionId(new String(key, user + 1, session - user - 1, StandardCharsets.UTF_8)),
        ByteBuffer.wrap(key).getLong(session + 1));
  }

  private static int end(byte[] key, int from) {
    int at = from;
    while (key[at] != 0) {
      at++;
    }
    return at;
  }
}
