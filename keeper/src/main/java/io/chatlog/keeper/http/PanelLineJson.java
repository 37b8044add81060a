package io.chatlog.keeper.http;

import static io.chatlog.keeper.http.LineFields.id;
import static io.chatlog.keeper.http.LineFields.number;
import static io.chatlog.keeper.http.LineFields.object;
import static io.chatlog.keeper.http.LineFields.text;
import static io.chatlog.keeper.http.LineFields.texts;

import io.chatlog.http.json.Fields;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.keeper.backup.Line;
import io.chatlog.value.InsightId;
import io.chatlog.value.InsightType;
import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.PanelType;
import io.chatlog.value.PersonaId;
import io.chatlog.value.Role;
import io.chatlog.value.UserId;
import io.chatlog.view.Insight;
import io.chatlog.view.Kept;
import io.chatlog.view.KeptPanel;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.Persona;
import java.io.IOException;

/** Lines of personas and panels as JSON. */
final class PanelLineJson {
  private PanelLineJson() {}

  static void persona(Kept<Persona> kept, JsonWriter json) throws IOException {
    Persona persona = kept.value();
    UserId owner = persona.ownerId();
    json.field("persona_id", persona.id().value()).field("name", persona.name());
    text("description", persona.description(), json);
    json.field("traits", persona.traits())
        .field("expertise", persona.expertise())
        .rawField("communication_style", persona.styleJson());
    text("owner_id", owner == null ? null : owner.value(), json);
    json.rawField("metadata", persona.metadataJson())
        .field("created_at_us", persona.createdAtMicros())
        .field("updated_at_us", persona.updatedAtMicros())
        .field("version", persona.version())
        .field("fingerprint", kept.fingerprint());
  }

  static Line persona(Fields fields) {
    return new Line.OfPersona(
        new Kept<>(
            new Persona(
                new PersonaId(text("persona_id", fields)),
                text("name", fields),
                fields.text("description"),
                texts("traits", fields),
                texts("expertise", fields),
                object("communication_style", fields),
                id("owner_id", fields, UserId::new),
                object("metadata", fields),
                number("created_at_us", fields),
                number("updated_at_us", fields),
                number("version", fields)),
            number("fingerprint", fields)));
  }

  static void panel(KeptPanel kept, JsonWriter json) throws IOException {
    Panel panel = kept.panel();
    json.field("panel_id", panel.id().value())
        .field("title", panel.title())
        .field("subtype", panel.type().wireName())
        .field("personas", panel.personas().stream().map(PersonaId::value).toList())
        .rawField("config", panel.configJson())
        .rawField("metadata", panel.metadataJson())
        .field("created_at_us", panel.createdAtMicros())
        .field("updated_at_us", panel.updatedAtMicros())
        .field("version", panel.version())
        .field("last_seq", kept.lastSeq())
        .field("insights", kept.insights())
        .field("fingerprint", kept.fingerprint());
  }

  /** What its messages tell, they tell again. */
  static Line panel(Fields fields) {
    String type = text("subtype", fields);
    return new Line.OfPanel(
        new KeptPanel(
            new Panel(
                new PanelId(text("panel_id", fields)),
                text("title", fields),
                PanelType.parse(type)
                    .orElseThrow(() -> new IllegalArgumentException("its type is not known")),
                texts("personas", fields).stream().map(PersonaId::new).toList(),
                object("config", fields),
                object("metadata", fields),
                number("created_at_us", fields),
                number("updated_at_us", fields),
                null,
                0,
                number("version", fields)),
            number("last_seq", fields),
            number("insights", fields),
            number("fingerprint", fields)));
  }

  static void message(Kept<PanelMessage> kept, JsonWriter json) throws IOException {
    PanelMessage message = kept.value();
    PersonaId persona = message.persona();
    MessageId answered = message.responseTo();
    json.field("message_id", message.id().value())
        .field("panel_id", message.panel().value())
        .field("seq", message.seq())
        .field("role", message.role().wireName())
        .field("content", message.content());
    text("persona_id", persona == null ? null : persona.value(), json);
    text("response_to", answered == null ? null : answered.value(), json);
    text("author_id", message.authorId(), json);
    json.field("timestamp_us", message.timestampMicros())
        .field("received_at_us", message.receivedAtMicros())
        .rawField("metadata", message.metadataJson())
        .field("version", message.version())
        .field("fingerprint", kept.fingerprint());
  }

  static Line message(Fields fields) {
    String role = text("role", fields);
    return new Line.OfPanelMessage(
        new Kept<>(
            new PanelMessage(
                new MessageId(text("message_id", fields)),
                new PanelId(text("panel_id", fields)),
                number("seq", fields),
                Role.parse(role)
                    .orElseThrow(() -> new IllegalArgumentException("its role is not known")),
                text("content", fields),
                id("persona_id", fields, PersonaId::new),
                id("response_to", fields, MessageId::new),
                fields.text("author_id"),
                number("timestamp_us", fields),
                number("received_at_us", fields),
                object("metadata", fields),
                number("version", fields)),
            number("fingerprint", fields)));
  }

  static void insight(Kept<Insight> kept, JsonWriter json) throws IOException {
    Insight insight = kept.value();
    json.field("insight_id", insight.id().value())
        .field("panel_id", insight.panel().value())
        .field("seq", insight.seq())
        .field("subtype", insight.type().wireName())
        .field("content", insight.content())
        .field(
            "supporting_messages",
            insight.supportingMessages().stream().map(MessageId::value).toList())
        .field("created_at_us", insight.createdAtMicros())
        .field("version", insight.version())
        .field("fingerprint", kept.fingerprint());
  }

  static Line insight(Fields fields) {
    String type = text("subtype", fields);
    return new Line.OfInsight(
        new Kept<>(
            new Insight(
                new InsightId(text("insight_id", fields)),
                new PanelId(text("panel_id", fields)),
                number("seq", fields),
                InsightType.parse(type)
                    .orElseThrow(() -> new IllegalArgumentException("its type is not known")),
                text("content", fields),
                texts("supporting_messages", fields).stream().map(MessageId::new).toList(),
                number("created_at_us", fields),
                number("version", fields)),
            number("fingerprint", fields)));
  }
}
