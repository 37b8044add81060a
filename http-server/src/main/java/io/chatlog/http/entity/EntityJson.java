package io.chatlog.http.entity;

import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.param.Times;
import io.chatlog.value.MessageSpan;
import io.chatlog.view.Entity;
import io.chatlog.view.Message;
import io.chatlog.view.SavedContext;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the entities, field by field in the order of the HTTP contract. A field without a
 * value is written as {@code null}, never left out; {@code metadata} and {@code preferences} are
 * written as they were accepted, without being read again; times are RFC 3339 in UTC with
 * milliseconds, finer parts cut off towards the past.
 *
 * <p>Each method writes one object at the writer's place and leaves the writer open. Nothing is
 * kept between calls.
 */
public final class EntityJson {
  private EntityJson() {}

  /** Writes whatever it is. */
  public static void write(Entity entity, JsonWriter json) throws IOException {
    switch (entity) {
      case User user -> write(user, json);
      case Session session -> write(session, json);
      case Message message -> write(message, json);
      case SavedContext context -> write(context, json);
    }
  }

  /** Writes a saved context. */
  public static void write(SavedContext context, JsonWriter json) throws IOException {
    json.startObject()
        .field("context_id", context.id().value())
        .field("user_id", context.owner().value())
        .field("session_id", context.session() == null ? null : context.session().value())
        .field("title", context.title())
        .field("summary", context.summary())
        .field("key_points", context.keyPoints())
        .rawField("entities", context.entitiesJson());
    Double confidence = context.confidence();
    if (confidence == null) {
      json.nullField("confidence");
    } else {
      json.field("confidence", confidence.doubleValue());
    }
    MessageSpan range = context.range();
    if (range == null) {
      json.nullField("message_range");
    } else {
      json.objectField("message_range")
          .field("from_seq", range.fromSeq())
          .field("to_seq", range.toSeq());
      if (range.messageCount() != null) {
        json.field("message_count", range.messageCount().longValue());
      }
      if (range.complete() != null) {
        json.field("complete", range.complete().booleanValue());
      }
      json.endObject();
    }
    json.rawField("metadata", context.metadataJson())
        .field("created_at", time(context.createdAtMicros()))
        .field("version", SavedContext.VERSION)
        .endObject();
  }

  /** Writes a user. */
  public static void write(User user, JsonWriter json) throws IOException {
    json.startObject()
        .field("user_id", user.id().value())
        .field("name", user.name())
        .field("username", user.username())
        .field("email", user.email())
        .field("role", user.role())
        .rawField("preferences", user.preferencesJson())
        .rawField("metadata", user.metadataJson())
        .field("created_at", time(user.createdAtMicros()))
        .field("updated_at", time(user.updatedAtMicros()))
        .field("version", user.version())
        .endObject();
  }

  /** Writes a session with its metadata. */
  public static void write(Session session, JsonWriter json) throws IOException {
    write(session, true, json);
  }

  /**
   * Writes a session.
   *
   * @param withMetadata false leaves the field {@code metadata} out, as lists may ask
   */
  public static void write(Session session, boolean withMetadata, JsonWriter json)
      throws IOException {
    json.startObject()
        .field("session_id", session.id().value())
        .field("user_id", session.owner().value())
        .field("title", session.title())
        .field("channel", session.channel())
        .field("source", session.source())
        .field("status", session.status().wireName())
        .field("summary", session.summary())
        .field("tags", session.tags());
    if (withMetadata) {
      json.rawField("metadata", session.metadataJson());
    }
    json.field("external_id", session.externalId())
        .field("created_at", time(session.createdAtMicros()))
        .field("updated_at", time(session.updatedAtMicros()))
        .field("last_message_at", time(session.lastMessageAtMicros()))
        .field("deleted_at", time(session.deletedAtMicros()))
        .field("message_count", session.messageCount())
        .field("version", session.version())
        .endObject();
  }

  /** Writes a message. */
  public static void write(Message message, JsonWriter json) throws IOException {
    json.startObject()
        .field("message_id", message.id().value())
        .field("session_id", message.session().value())
        .field("user_id", message.owner().value())
        .field("seq", message.seq())
        .field("role", message.role().wireName())
        .field("content", message.content())
        .field("author_id", message.authorId())
        .field("timestamp", time(message.timestampMicros()))
        .field("received_at", time(message.receivedAtMicros()))
        .field("edited_at", time(message.editedAtMicros()))
        .rawField("metadata", message.metadataJson())
        .field("version", message.version())
        .endObject();
  }

  private static @Nullable String time(@Nullable Long micros) {
    return micros == null ? null : Times.formatMillis(Math.floorDiv(micros, 1_000L));
  }
}
