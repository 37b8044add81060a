package io.chatlog.http.entity;

import com.fasterxml.jackson.core.JsonGenerator;
import io.chatlog.view.Entity;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the entities, field by field in the order of the HTTP contract. A field without a
 * value is written as {@code null}, never left out; {@code metadata} and {@code preferences} are
 * written as they were accepted, without being read again; times are as {@link TimeText} says.
 *
 * <p>Each method writes one object at the generator's place and leaves the generator open. Nothing
 * is kept between calls.
 */
public final class EntityJson {
  private EntityJson() {}

  /** Writes a user, session or message. */
  public static void write(Entity entity, JsonGenerator json) throws IOException {
    switch (entity) {
      case User user -> write(user, json);
      case Session session -> write(session, json);
      case Message message -> write(message, json);
    }
  }

  /** Writes a user. */
  public static void write(User user, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("user_id", user.id().value());
    json.writeStringField("name", user.name());
    json.writeStringField("username", user.username());
    json.writeStringField("email", user.email());
    json.writeStringField("role", user.role());
    object("preferences", user.preferencesJson(), json);
    object("metadata", user.metadataJson(), json);
    time("created_at", user.createdAtMicros(), json);
    time("updated_at", user.updatedAtMicros(), json);
    json.writeNumberField("version", user.version());
    json.writeEndObject();
  }

  /** Writes a session with its metadata. */
  public static void write(Session session, JsonGenerator json) throws IOException {
    write(session, true, json);
  }

  /**
   * Writes a session.
   *
   * @param withMetadata false leaves the field {@code metadata} out, as lists may ask
   */
  public static void write(Session session, boolean withMetadata, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("session_id", session.id().value());
    json.writeStringField("user_id", session.owner().value());
    json.writeStringField("title", session.title());
    json.writeStringField("channel", session.channel());
    json.writeStringField("source", session.source());
    json.writeStringField("status", session.status().wireName());
    json.writeStringField("summary", session.summary());
    json.writeArrayFieldStart("tags");
    for (String tag : session.tags()) {
      json.writeString(tag);
    }
    json.writeEndArray();
    if (withMetadata) {
      object("metadata", session.metadataJson(), json);
    }
    json.writeStringField("external_id", session.externalId());
    time("created_at", session.createdAtMicros(), json);
    time("updated_at", session.updatedAtMicros(), json);
    time("last_message_at", session.lastMessageAtMicros(), json);
    time("deleted_at", session.deletedAtMicros(), json);
    json.writeNumberField("message_count", session.messageCount());
    json.writeNumberField("version", session.version());
    json.writeEndObject();
  }

  /** Writes a message. */
  public static void write(Message message, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("message_id", message.id().value());
    json.writeStringField("session_id", message.session().value());
    json.writeStringField("user_id", message.owner().value());
    json.writeNumberField("seq", message.seq());
    json.writeStringField("role", message.role().wireName());
    json.writeStringField("content", message.content());
    json.writeStringField("author_id", message.authorId());
    time("timestamp", message.timestampMicros(), json);
    time("received_at", message.receivedAtMicros(), json);
    time("edited_at", message.editedAtMicros(), json);
    object("metadata", message.metadataJson(), json);
    json.writeNumberField("version", message.version());
    json.writeEndObject();
  }

  private static void object(String field, String text, JsonGenerator json) throws IOException {
    json.writeFieldName(field);
    json.writeRawValue(text);
  }

  private static void time(String field, @Nullable Long micros, JsonGenerator json)
      throws IOException {
    json.writeStringField(field, micros == null ? null : TimeText.ofMicros(micros));
  }
}
