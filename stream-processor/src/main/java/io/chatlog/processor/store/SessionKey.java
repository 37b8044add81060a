package io.chatlog.processor.store;

import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.nio.charset.StandardCharsets;

/** What a key of {@link Keys#session} says. */
record SessionKey(UserId owner, SessionId session) {
  static SessionKey of(byte[] key) {
    String[] ids = new String(key, 1, key.length - 1, StandardCharsets.UTF_8).split("\0");
    return new SessionKey(new UserId(ids[0]), new SessionId(ids[1]));
  }
}
