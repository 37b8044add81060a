package io.chatlog.ingest.accept;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The id of a write that bears an {@code Idempotency-Key} and no id of its own: the same for every
 * repetition, so that the ordinary rule for repeated ids decides it. A UUID of version 8 (RFC 9562,
 * 5.8) from the SHA-256 of who wrote what kind of thing where, the key, and the place in the batch.
 *
 * <p>Each part goes into the hash with its length before it, so that no two lists of parts give the
 * same bytes.
 */
final class DerivedId {
  private DerivedId() {}

  /**
   * @param owner the user, or null where the user itself is to get the id
   * @param session the session, or null where a user or a session is to get the id
   */
  static String of(
      WriteContext context, String key, @Nullable String owner, @Nullable String session) {
    MessageDigest digest = sha256();
    add(digest, context.actor());
    add(digest, context.kind().name().toLowerCase(Locale.ROOT));
    add(digest, owner);
    add(digest, session);
    add(digest, key);
    add(digest, Integer.toString(context.item()));
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
    long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private static void add(MessageDigest digest, @Nullable String part) {
    byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
    int length = part == null ? -1 : bytes.length;
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }
}
