package io.chatlog.processor.store;

import io.chatlog.value.InsightId;
import io.chatlog.value.MessageId;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/** The keys of personas and panels; {@link Keys} says what they look like. */
final class PanelKeys {
  private static final byte OF_A_MESSAGE = 'm';
  private static final byte OF_AN_INSIGHT = 'i';

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
    return numbered(Keys.PANEL_MESSAGE, panel, seq);
  }

  static Bytes insight(PanelId panel, long seq) {
    return numbered(Keys.INSIGHT, panel, seq);
  }

  private static Bytes numbered(byte kind, PanelId panel, long seq) {
    byte[] prefix = Keys.ofUser(kind, OwnerIds.of(panel)).get();
    return Bytes.wrap(
        ByteBuffer.allocate(prefix.length + Long.BYTES).put(prefix).putLong(seq).array());
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
