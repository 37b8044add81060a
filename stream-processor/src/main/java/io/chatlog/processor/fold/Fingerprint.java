package io.chatlog.processor.fold;

import io.chatlog.event.Payload.CreatePanel;
import io.chatlog.event.Payload.CreatePersona;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.ForkOf;
import io.chatlog.event.Payload.PostDocument;
import io.chatlog.event.Payload.PostInsight;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.PostPanelMessage;
import io.chatlog.event.Payload.SaveContext;
import io.chatlog.value.MessageId;
import io.chatlog.value.MessageSpan;
import io.chatlog.value.PersonaId;
import io.chatlog.value.Role;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first 64 bits of SHA-256 over what a client said of an entity: tells a repeated write from
 * another write under the same id. Fields that the server fills in are left out, so that a retry
 * has the same fingerprint, and so is a password, whose hash differs each time. Its definition
 * never changes: rows of old logs hold it.
 */
final class Fingerprint {
  private final MessageDigest digest;

  private Fingerprint(String kind) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
    text(kind);
  }

  static long of(CreateUser user) {
    return new Fingerprint("user")
        .text(user.name())
        .text(user.username())
        .text(user.email())
        .text(user.role())
        .text(user.preferencesJson())
        .text(user.metadataJson())
        .end();
  }

  /**
   * Of a fork it is what was asked for, where its event tells: what is copied is the server's to
   * fill in, and may be another thing when the same is asked for again.
   */
  static long of(CreateSession session) {
    ForkOf fork = session.forkOf();
    return fork == null || fork.asked() == null
        ? ofAll(session)
        : new Fingerprint("fork").text(fork.original()).text(fork.asked()).end();
  }

  /** Of a fork it is all that is copied, as its event says it: that of events that tell no more. */
  static long ofAll(CreateSession session) {
    Fingerprint fingerprint =
        new Fingerprint("session")
            .text(session.title())
            .text(session.channel())
            .text(session.source())
            .text(session.status() == null ? null : session.status().wireName())
            .text(session.summary())
            .text(session.metadataJson())
            .text(session.externalId())
            .vector(session.embedding())
            .number(session.tags().size());
    session.tags().forEach(fingerprint::text);
    if (session.forkOf() != null) {
      fingerprint.text(session.forkOf().copied());
    }
    return fingerprint.end();
  }

  static long of(PostMessage message) {
    return ofMessage(
        message.role(),
        message.content(),
        message.authorId(),
        message.timestampMicros(),
        message.metadataJson(),
        message.embedding());
  }

  static long ofMessage(
      Role role,
      String content,
      @Nullable String authorId,
      @Nullable Long timestampMicros,
      @Nullable String metadataJson,
      float @Nullable [] embedding) {
    return new Fingerprint("message")
        .text(role.wireName())
        .text(content)
        .text(authorId)
        .text(timestampMicros == null ? null : timestampMicros.toString())
        .text(metadataJson)
        .vector(embedding)
        .end();
  }

  static long of(CreatePersona persona) {
    return new Fingerprint("persona")
        .text(persona.name())
        .text(persona.description())
        .texts(persona.traits())
        .texts(persona.expertise())
        .text(persona.styleJson())
        .text(persona.ownerId() == null ? null : persona.ownerId().value())
        .text(persona.metadataJson())
        .end();
  }

  static long of(CreatePanel panel) {
    return new Fingerprint("panel")
        .text(panel.title())
        .text(panel.type() == null ? null : panel.type().wireName())
        .texts(panel.personas().stream().map(PersonaId::value).toList())
        .text(panel.configJson())
        .text(panel.metadataJson())
        .end();
  }

  static long of(PostPanelMessage message) {
    return new Fingerprint("panel message")
        .text(message.role().wireName())
        .text(message.content())
        .text(message.authorId())
        .text(message.timestampMicros() == null ? null : message.timestampMicros().toString())
        .text(message.metadataJson())
        .text(message.persona() == null ? null : message.persona().value())
        .text(message.responseTo() == null ? null : message.responseTo().value())
        .end();
  }

  static long of(PostInsight insight) {
    return new Fingerprint("insight")
        .text(insight.type().wireName())
        .text(insight.content())
        .texts(insight.supportingMessages().stream().map(MessageId::value).toList())
        .end();
  }

  private Fingerprint texts(List<String> texts) {
    number(texts.size());
    texts.forEach(this::text);
    return this;
  }

  static long of(SaveContext context) {
    MessageSpan range = context.range();
    Fingerprint fingerprint =
        new Fingerprint("context")
            .text(context.sessionId() == null ? null : context.sessionId().value())
            .text(context.title())
            .text(context.summary())
            .text(context.entitiesJson())
            .text(context.confidence() == null ? null : context.confidence().toString())
            .text(range == null ? null : range.toString())
            .text(context.metadataJson())
            .number(context.keyPoints().size());
    context.keyPoints().forEach(fingerprint::text);
    return fingerprint.end();
  }

  static long of(PostDocument document) {
    return new Fingerprint("document")
        .text(document.filename())
        .text(document.originalName())
        .text(document.mimeType())
        .text(document.sha256())
        .text(document.uploadedBy())
        .text(document.metadataJson())
        .end();
  }

  /** Length, then bytes; length -1 for null: no two lists of texts give the same bytes. */
  private Fingerprint text(@Nullable String text) {
    if (text == null) {
      return number(-1);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    digest.update(bytes);
    return this;
  }

  private Fingerprint vector(float @Nullable [] values) {
    if (values == null) {
      return number(-1);
    }
    number(values.length);
    for (float value : values) {
      number(Float.floatToIntBits(value));
    }
    return this;
  }

  private Fingerprint number(int value) {
    digest.update((byte) (value >>> 24));
    digest.update((byte) (value >>> 16));
    digest.update((byte) (value >>> 8));
    digest.update((byte) value);
    return this;
  }

  private long end() {
    return ByteBuffer.wrap(digest.digest()).getLong();
  }
}
