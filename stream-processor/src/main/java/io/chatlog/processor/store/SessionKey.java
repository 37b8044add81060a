package io.chatlog.processor.store;

import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.nio.charset.StandardCharsets;

/** What a key of {@link Keys#session} says. */
record SessionKey(UserId owner, SessionId session) {

  static SessionKey of(byte[] key) {
    int user = 1;
    while (key[user] != 0) {
      user++;
    }
    return new SessionKey(
        new UserId(new String(key, 1, user - 1, StandardCharsets.UTF_8)),
        new SessionId(new String(key, user + 1, key.length - user - 1, StandardCharsets.UTF_8)));
  }
}
