package io.chatlog.exchange.format;

import io.chatlog.value.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids of what is brought in from elsewhere: the same at each reading, so that the ordinary rule for
 * repeated ids makes a second import harmless. Their definition never changes.
 */
final class Keys {
  private Keys() {}

  /** The id of a session: the source's own behind the format's name, where that is legal. */
  static String session(Format format, String sourceId) {
    String plain = format.wireName() + "-" + sourceId;
    return Ids.fault(plain).isEmpty()
        ? plain
        : format.wireName() + "-" + uuid("session", format.wireName(), sourceId);
  }

  /** The id of a message of a session, by what tells it from the session's other ones. */
  static String message(Format format, String session, String key) {
    return uuid("message", format.wireName(), session, key);
  }

  /** The id of a part of a message that was too long for one. */
  static String part(String message, int number) {
    return uuid("part", message, Integer.toString(number));
  }

  /** What a text is told by. */
  static String digest(String text) {
    return uuid("text", text);
  }

  /**
   * A UUID of version 8 (RFC 9562, 5.8) from the SHA-256 of the parts, each with its length before
   * it, so that no two lists of parts give the same bytes.
   */
  private static String uuid(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      digest.update(bytes);
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
    long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }
}
