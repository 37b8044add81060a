package io.chatlog.processor.store;

import io.chatlog.value.InsightId;
import io.chatlog.value.MessageId;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The keys of personas and panels; {@link Keys} says what they look like. */
final class PanelKeys {
  private static final byte OF_A_MESSAGE = 'm';
  private static final byte OF_AN_INSIGHT = 'i';
  private static final byte BY_TIME = 't';

  private PanelKeys() {}

  static Bytes persona(PersonaId persona) {
    return key(Keys.PERSONA, utf8(persona.value()));
  }

  /** The first key of all personas whose ids begin with a prefix. */
  static Bytes personasFrom(String prefix) {
    return prefix.isEmpty() ? afterIndexes(Keys.PERSONA) : key(Keys.PERSONA, utf8(prefix));
  }

  /** Behind the rows that begin with a zero, which no id does. */
  private static Bytes afterIndexes(byte kind) {
    return Bytes.wrap(new byte[] {kind, 1});
  }

  /** What the keys of the personas of a user begin with. */
  static Bytes personasOf(UserId owner) {
    return key(Keys.PERSONA, new byte[1], utf8(owner.value()), new byte[1]);
  }

  static Bytes personaOf(UserId owner, PersonaId persona) {
    return personaOf(owner, persona.value());
  }

  static Bytes personaOf(UserId owner, String prefix) {
    return key(Keys.PERSONA, new byte[1], utf8(owner.value()), new byte[1], utf8(prefix));
  }

  /** The persona that a key of {@link #personaOf} names. */
  static PersonaId personaIn(Bytes key, Bytes personasOf) {
    int from = personasOf.get().length;
    return new PersonaId(
        new String(key.get(), from, key.get().length - from, StandardCharsets.UTF_8));
  }

  static Bytes panel(PanelId panel) {
    return key(Keys.PANEL, utf8(panel.value()));
  }

  /** The first key of all panels whose ids begin with a prefix. */
  static Bytes panelsFrom(String prefix) {
    return key(Keys.PANEL, utf8(prefix));
  }

  static Bytes message(PanelId panel, long seq) {
    return numbered(Keys.PANEL_MESSAGE, OwnerIds.of(panel), seq);
  }

  static Bytes insight(PanelId panel, long seq) {
    return numbered(Keys.INSIGHT, OwnerIds.of(panel), seq);
  }

  static Bytes numbered(byte kind, UserId owner, long seq) {
    return numbered(Keys.ofUser(kind, owner).get(), seq);
  }

  private static Bytes numbered(byte[] prefix, long number) {
    return Bytes.wrap(
        ByteBuffer.allocate(prefix.length + Long.BYTES).put(prefix).putLong(number).array());
  }

  static Bytes messageSeq(PanelId panel, MessageId message) {
    return place(panel, OF_A_MESSAGE, message.value());
  }

  static Bytes insightSeq(PanelId panel, InsightId insight) {
    return place(panel, OF_AN_INSIGHT, insight.value());
  }

  private static Bytes place(PanelId panel, byte kind, String id) {
    return key(Keys.PANEL_PLACE, utf8(OwnerIds.of(panel).value()), new byte[] {0, kind}, utf8(id));
  }

  /** What the keys of what a persona said begin with. */
  static Bytes spoken(PanelId panel, @Nullable PersonaId persona) {
    return key(
        Keys.PANEL_PLACE,
        utf8(OwnerIds.of(panel).value()),
        new byte[] {0, BY_TIME},
        persona == null ? new byte[0] : utf8(persona.value()),
        new byte[1]);
  }

  static Bytes spokenAt(PanelId panel, @Nullable PersonaId persona, long micros, long seq) {
    byte[] prefix = spoken(panel, persona).get();
    return Bytes.wrap(
        ByteBuffer.allocate(prefix.length + 2 * Long.BYTES)
            .put(prefix)
            .putLong(micros ^ Long.MIN_VALUE)
            .putLong(seq)
            .array());
  }

  /** The time that a key of {@link #spokenAt} names. */
  static long timeIn(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong(key.get().length - 2 * Long.BYTES) ^ Long.MIN_VALUE;
  }

  static Bytes authored(UserId owner, long offset) {
    return numbered(Keys.ofUser(Keys.AUTHORED, owner).get(), offset);
  }

  /** What the keys of all events that name a user begin with. */
  static Bytes authoredBy(UserId author) {
    return Keys.ofUser(Keys.AUTHORED_BY, author);
  }

  static Bytes authoredBy(UserId author, UserId owner, long offset) {
    return numbered(
        key(Keys.AUTHORED_BY, utf8(author.value()), new byte[1], utf8(owner.value()), new byte[1])
            .get(),
        offset);
  }

  /** The key of {@link #authored} to a key of {@link #authoredBy}. */
  static Bytes authored(Bytes authoredBy, Bytes prefix) {
    byte[] key = authoredBy.get();
    int from = prefix.get().length - 1;
    byte[] authored = Arrays.copyOfRange(key, from, key.length);
    authored[0] = Keys.AUTHORED;
    return Bytes.wrap(authored);
  }

  /**
   * Whether a key of {@link Keys#AUTHORED} is of {@link #authored}: another kind shares the byte.
   */
  static boolean isAuthored(Bytes key) {
    return OwnerIds.isReserved(owner(key));
  }

  /** Whether a key of {@link Keys#PANEL_PLACE} is of {@link #spokenAt}. */
  static boolean isSpoken(Bytes key) {
    int kind = 1 + utf8(owner(key)).length + 1;
    return kind < key.get().length && key.get()[kind] == BY_TIME;
  }

  /** The user id that a key begins with. */
  private static String owner(Bytes key) {
    byte[] bytes = key.get();
    int end = 1;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 1, end - 1, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Bytes key(byte kind, byte[]... parts) {
    int length = 1;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer key = ByteBuffer.allocate(length).put(kind);
    for (byte[] part : parts) {
      key.put(part);
    }
    return Bytes.wrap(key.array());
  }
}
