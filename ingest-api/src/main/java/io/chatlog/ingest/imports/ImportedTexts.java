package io.chatlog.ingest.imports;

import io.chatlog.exchange.record.Turn;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether one export gives an id to two messages that differ. The log cannot: what is
 * restored yields to what is there, whatever it says. Used by one thread.
 *
 * <p>Memory: two hashes of each of the last {@value #MESSAGES_MAX} ids, about 10 MB. An id that is
 * repeated after more messages than that is taken for a duplicate.
 */
final class ImportedTexts {
  static final int MESSAGES_MAX = 100_000;

  /** The content's hash by that of the address: the first 64 bits of SHA-256. */
  private final Map<Long, Long> contents =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > MESSAGES_MAX;
        }
      };

  /**
   * Takes a message; says whether one with other content had its id. Times do not count: a reader
   * gives a message that has none the time of its neighbour.
   */
  boolean contradict(SessionId session, Turn turn) {
    long content =
        hash(turn.role().wireName(), turn.content(), turn.authorId(), turn.metadataJson());
    Long before = contents.putIfAbsent(hash(session.value(), turn.id()), content);
    return before != null && before != content;
  }

  /** What a message says, in 64 bits: who speaks, and the content. */
  static long saying(Role role, String content) {
    return hash(role.wireName(), content);
  }

  /** Length, then bytes; length -1 for null: no two lists of texts give the same bytes. */
  private static long hash(@Nullable String... texts) {
    MessageDigest digest = sha256();
    for (String text : texts) {
      byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
      int length = text == null ? -1 : bytes.length;
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
      digest.update(bytes);
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }
}
