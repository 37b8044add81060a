package io.chatlog.ingest.http;

import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.ingest.accept.InsightFields;
import io.chatlog.ingest.accept.PanelFields;
import io.chatlog.ingest.accept.PanelMessageFields;
import io.chatlog.ingest.accept.PersonaFields;
import io.chatlog.ingest.accept.WriteLimits;
import io.chatlog.value.Ids;
import io.chatlog.view.Insight;
import io.chatlog.view.Panel;

/** JSON objects to the fields of personas and panels, as {@link FieldReaders} does. */
final class PanelFieldReaders {
  /** Of a persona. */
  static final FieldNames PERSONA =
      FieldNames.of(
          "persona_id",
          "name",
          "description",
          "traits",
          "expertise",
          "communication_style",
          "owner_id",
          "metadata");

  /** Of a panel. */
  static final FieldNames PANEL =
      FieldNames.of("panel_id", "title", "type", "personas", "config", "metadata");

  /** Of a message of a panel. */
  static final FieldNames MESSAGE =
      FieldNames.of(
          "message_id",
          "role",
          "content",
          "author_id",
          "timestamp",
          "metadata",
          "persona_id",
          "response_to");

  /** Of an insight. */
  static final FieldNames INSIGHT =
      FieldNames.of("insight_id", "type", "content", "supporting_messages");

  private final WriteLimits limits;

  PanelFieldReaders(WriteLimits limits) {
    this.limits = limits;
  }

  PersonaFields persona(Fields json) {
    return new PersonaFields(
        json.text("persona_id"),
        json.text("name"),
        json.text("description"),
        json.strings("traits", limits.tagsMax(), 0, limits.titleCharsMax()),
        json.strings("expertise", limits.tagsMax(), 0, limits.titleCharsMax()),
        json.object("communication_style"),
        json.text("owner_id"),
        json.object("metadata"));
  }

  static PanelFields panel(Fields json) {
    return new PanelFields(
        json.text("panel_id"),
        json.text("title"),
        json.text("type"),
        json.strings("personas", Panel.PERSONAS_MAX, 0, Ids.CHARS_MAX),
        json.object("config"),
        json.object("metadata"));
  }

  static PanelMessageFields message(Fields json) {
    return new PanelMessageFields(
        json.text("message_id"),
        json.text("role"),
        json.text("content"),
        json.text("author_id"),
        json.instantMicros("timestamp"),
        json.object("metadata"),
        json.text("persona_id"),
        json.text("response_to"));
  }

  static InsightFields insight(Fields json) {
    return new InsightFields(
        json.text("insight_id"),
        json.text("type"),
        json.text("content"),
        json.strings("supporting_messages", Insight.SUPPORTING_MAX, 0, Ids.CHARS_MAX));
  }
}
