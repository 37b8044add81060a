package io.chatlog.event;

import static io.chatlog.event.EventAvro.instant;
import static io.chatlog.event.EventAvro.micros;

import io.chatlog.avro.CreatePanelRecord;
import io.chatlog.avro.CreatePersonaRecord;
import io.chatlog.avro.DeletePanelRecord;
import io.chatlog.avro.DeletePersonaRecord;
import io.chatlog.avro.ErasePanelMessageRecord;
import io.chatlog.avro.PatchPanelRecord;
import io.chatlog.avro.PatchPersonaRecord;
import io.chatlog.avro.PostInsightRecord;
import io.chatlog.avro.PostPanelMessageRecord;
import io.chatlog.avro.PutPersonaRecord;
import io.chatlog.event.Payload.CreatePanel;
import io.chatlog.event.Payload.CreatePersona;
import io.chatlog.event.Payload.DeletePanel;
import io.chatlog.event.Payload.DeletePersona;
import io.chatlog.event.Payload.ErasePanelMessage;
import io.chatlog.event.Payload.PatchPanel;
import io.chatlog.event.Payload.PatchPersona;
import io.chatlog.event.Payload.PostInsight;
import io.chatlog.event.Payload.PostPanelMessage;
import io.chatlog.event.Payload.PutPersona;
import io.chatlog.value.InsightId;
import io.chatlog.value.InsightType;
import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.PanelType;
import io.chatlog.value.PersonaId;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/** The Avro form of events about personas and panels, and back. */
final class PanelAvro {
  private PanelAvro() {}

  static Object toAvro(Payload.OfPanels payload) {
    return switch (payload) {
      case CreatePersona p -> persona(p);
      case PutPersona p ->
          new PutPersonaRecord(
              persona(p.persona()),
              p.expectedVersion(),
              p.onlyOf() == null ? null : p.onlyOf().value());
      case PatchPersona p ->
          new PatchPersonaRecord(
              p.personaId().value(),
              p.patchJson(),
              p.expectedVersion(),
              p.onlyOf() == null ? null : p.onlyOf().value());
      case DeletePersona p ->
          new DeletePersonaRecord(
              p.personaId().value(),
              p.expectedVersion(),
              p.onlyOf() == null ? null : p.onlyOf().value());
      case CreatePanel p ->
          new CreatePanelRecord(
              p.panelId().value(),
              p.title(),
              p.type() == null ? null : p.type().wireName(),
              p.personas().stream().map(PersonaId::value).toList(),
              p.configJson(),
              p.metadataJson(),
              RestoredAvro.toAvro(p.restored()));
      case PatchPanel p ->
          new PatchPanelRecord(p.panelId().value(), p.patchJson(), p.expectedVersion());
      case DeletePanel p -> new DeletePanelRecord(p.panelId().value(), p.expectedVersion());
      case PostPanelMessage p ->
          new PostPanelMessageRecord(
              p.panelId().value(),
              p.messageId().value(),
              p.role().wireName(),
              p.content(),
              p.authorId(),
              p.timestampMicros() == null ? null : instant(p.timestampMicros()),
              p.metadataJson(),
              p.persona() == null ? null : p.persona().value(),
              p.responseTo() == null ? null : p.responseTo().value(),
              RestoredAvro.toAvro(p.restored()));
      case PostInsight p ->
          new PostInsightRecord(
              p.panelId().value(),
              p.insightId().value(),
              p.type().wireName(),
              p.content(),
              p.supportingMessages().stream().map(MessageId::value).toList(),
              RestoredAvro.toAvro(p.restored()));
      case ErasePanelMessage p ->
          new ErasePanelMessageRecord(p.panelId().value(), p.messageId().value(), p.offset());
    };
  }

  private static CreatePersonaRecord persona(CreatePersona persona) {
    return new CreatePersonaRecord(
        persona.personaId().value(),
        persona.name(),
        persona.description(),
        persona.traits(),
        persona.expertise(),
        persona.styleJson(),
        persona.ownerId() == null ? null : persona.ownerId().value(),
        persona.metadataJson(),
        RestoredAvro.toAvro(persona.restored()));
  }

  /**
   * @throws IllegalArgumentException when a field holds what no server of Chatlog writes, or the
   *     payload is none of personas and panels
   */
  static Payload.OfPanels payload(Object payload) {
    return switch (payload) {
      case CreatePersonaRecord p -> persona(p);
      case PutPersonaRecord p ->
          new PutPersona(persona(p.getPersona()), p.getExpectedVersion(), user(p.getOnlyOf()));
      case PatchPersonaRecord p ->
          new PatchPersona(
              new PersonaId(p.getPersonaId()),
              p.getPatch(),
              p.getExpectedVersion(),
              user(p.getOnlyOf()));
      case DeletePersonaRecord p ->
          new DeletePersona(
              new PersonaId(p.getPersonaId()), p.getExpectedVersion(), user(p.getOnlyOf()));
      case CreatePanelRecord p ->
          new CreatePanel(
              new PanelId(p.getPanelId()),
              p.getTitle(),
              p.getType() == null ? null : panelType(p.getType()),
              p.getPersonas().stream().map(PersonaId::new).toList(),
              p.getConfig(),
              p.getMetadata(),
              RestoredAvro.past(p.getRestored()));
      case PatchPanelRecord p ->
          new PatchPanel(new PanelId(p.getPanelId()), p.getPatch(), p.getExpectedVersion());
      case DeletePanelRecord p ->
          new DeletePanel(new PanelId(p.getPanelId()), p.getExpectedVersion());
      case PostPanelMessageRecord p ->
          new PostPanelMessage(
              new PanelId(p.getPanelId()),
              new MessageId(p.getMessageId()),
              EventAvro.role(p.getRole()),
              p.getContent(),
              p.getAuthorId(),
              p.getTimestamp() == null ? null : micros(p.getTimestamp()),
              p.getMetadata(),
              p.getPersonaId() == null ? null : new PersonaId(p.getPersonaId()),
              p.getResponseTo() == null ? null : new MessageId(p.getResponseTo()),
              RestoredAvro.past(p.getRestored()));
      case PostInsightRecord p ->
          new PostInsight(
              new PanelId(p.getPanelId()),
              new InsightId(p.getInsightId()),
              insightType(p.getType()),
              p.getContent(),
              p.getSupportingMessages().stream().map(MessageId::new).toList(),
              RestoredAvro.past(p.getRestored()));
      case ErasePanelMessageRecord p ->
          new ErasePanelMessage(
              new PanelId(p.getPanelId()), new MessageId(p.getMessageId()), p.getOffset());
      default -> // not sealed: Avro gives an Object
          throw new IllegalArgumentException("unknown payload " + payload.getClass().getName());
    };
  }

  private static CreatePersona persona(CreatePersonaRecord record) {
    return new CreatePersona(
        new PersonaId(record.getPersonaId()),
        record.getName(),
        record.getDescription(),
        record.getTraits(),
        record.getExpertise(),
        record.getCommunicationStyle(),
        user(record.getOwnerId()),
        record.getMetadata(),
        RestoredAvro.past(record.getRestored()));
  }

  private static @Nullable UserId user(@Nullable String id) {
    return id == null ? null : new UserId(id);
  }

  private static PanelType panelType(String name) {
    return PanelType.parse(name)
        .orElseThrow(() -> new IllegalArgumentException("unknown type of a panel " + name));
  }

  private static InsightType insightType(String name) {
    return InsightType.parse(name)
        .orElseThrow(() -> new IllegalArgumentException("unknown type of an insight " + name));
  }
}
