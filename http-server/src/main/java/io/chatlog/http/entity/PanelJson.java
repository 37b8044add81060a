package io.chatlog.http.entity;

import static io.chatlog.http.entity.EntityJson.time;

import io.chatlog.http.json.JsonWriter;
import io.chatlog.value.MessageId;
import io.chatlog.value.PersonaId;
import io.chatlog.view.Insight;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelEntity;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.Persona;
import java.io.IOException;

/** The JSON of personas, panels and what is said in them, by the rules of {@link EntityJson}. */
final class PanelJson {
  private PanelJson() {}

  static void write(PanelEntity entity, JsonWriter json) throws IOException {
    switch (entity) {
      case Persona persona -> write(persona, json);
      case Panel panel -> write(panel, json);
      case PanelMessage message -> write(message, json);
      case Insight insight -> write(insight, json);
    }
  }

  private static void write(Persona persona, JsonWriter json) throws IOException {
    json.startObject()
        .field("persona_id", persona.id().value())
        .field("name", persona.name())
        .field("description", persona.description())
        .field("traits", persona.traits())
        .field("expertise", persona.expertise())
        .rawField("communication_style", persona.styleJson())
        .field("owner_id", persona.ownerId() == null ? null : persona.ownerId().value())
        .rawField("metadata", persona.metadataJson())
        .field("created_at", time(persona.createdAtMicros()))
        .field("updated_at", time(persona.updatedAtMicros()))
        .field("version", persona.version())
        .endObject();
  }

  private static void write(Panel panel, JsonWriter json) throws IOException {
    json.startObject()
        .field("panel_id", panel.id().value())
        .field("title", panel.title())
        .field("type", panel.type().wireName())
        .field("personas", panel.personas().stream().map(PersonaId::value).toList())
        .rawField("config", panel.configJson())
        .rawField("metadata", panel.metadataJson())
        .field("message_count", panel.messageCount())
        .field("created_at", time(panel.createdAtMicros()))
        .field("updated_at", time(panel.updatedAtMicros()))
        .field("last_message_at", time(panel.lastMessageAtMicros()))
        .field("version", panel.version())
        .endObject();
  }

  private static void write(PanelMessage message, JsonWriter json) throws IOException {
    json.startObject()
        .field("message_id", message.id().value())
        .field("panel_id", message.panel().value())
        .field("seq", message.seq())
        .field("role", message.role().wireName())
        .field("content", message.content())
        .field("persona_id", message.persona() == null ? null : message.persona().value())
        .field("response_to", message.responseTo() == null ? null : message.responseTo().value())
        .field("author_id", message.authorId())
        .field("timestamp", time(message.timestampMicros()))
        .field("received_at", time(message.receivedAtMicros()))
        .rawField("metadata", message.metadataJson())
        .field("version", message.version())
        .endObject();
  }

  private static void write(Insight insight, JsonWriter json) throws IOException {
    json.startObject()
        .field("insight_id", insight.id().value())
        .field("panel_id", insight.panel().value())
        .field("seq", insight.seq())
        .field("type", insight.type().wireName())
        .field("content", insight.content())
        .field(
            "supporting_messages",
            insight.supportingMessages().stream().map(MessageId::value).toList())
        .field("created_at", time(insight.createdAtMicros()))
        .field("version", insight.version())
        .endObject();
  }
}
