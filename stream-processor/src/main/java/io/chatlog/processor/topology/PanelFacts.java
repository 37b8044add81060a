package io.chatlog.processor.topology;

import static io.chatlog.event.EventAvro.instant;
import static io.chatlog.processor.topology.Derived.instantOrNull;

import io.chatlog.avro.InsightFact;
import io.chatlog.avro.PanelDeletedFact;
import io.chatlog.avro.PanelFact;
import io.chatlog.avro.PanelMessageDeletedFact;
import io.chatlog.avro.PanelMessageFact;
import io.chatlog.avro.PersonaDeletedFact;
import io.chatlog.avro.PersonaFact;
import io.chatlog.processor.fold.Fact;
import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.view.Insight;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.Persona;

/** What the feed tells of personas and panels. */
final class PanelFacts {
  private PanelFacts() {}

  static Object of(Fact.OfPanels fact) {
    return switch (fact) {
      case Fact.PersonaIs(Persona persona, boolean created) -> personaFact(persona, created);
      case Fact.PersonaIsGone(PersonaId persona) -> new PersonaDeletedFact(persona.value());
      case Fact.PanelIs(Panel panel, boolean created) -> panelFact(panel, created);
      case Fact.PanelIsGone(PanelId panel) -> new PanelDeletedFact(panel.value());
      case Fact.PanelMessageIs(PanelMessage message) -> messageFact(message);
      case Fact.PanelMessageIsGone(PanelId panel, MessageId message, long seq) ->
          new PanelMessageDeletedFact(panel.value(), message.value(), seq);
      case Fact.InsightIs(Insight insight) -> insightFact(insight);
    };
  }

  private static PersonaFact personaFact(Persona persona, boolean created) {
    return new PersonaFact(
        created,
        persona.id().value(),
        persona.name(),
        persona.description(),
        persona.traits(),
        persona.expertise(),
        persona.styleJson(),
        persona.ownerId() == null ? null : persona.ownerId().value(),
        persona.metadataJson(),
        instant(persona.createdAtMicros()),
        instant(persona.updatedAtMicros()),
        persona.version());
  }

  private static PanelFact panelFact(Panel panel, boolean created) {
    return new PanelFact(
        created,
        panel.id().value(),
        panel.title(),
        panel.type().wireName(),
        panel.personas().stream().map(PersonaId::value).toList(),
        panel.configJson(),
        panel.metadataJson(),
        instant(panel.createdAtMicros()),
        instant(panel.updatedAtMicros()),
        instantOrNull(panel.lastMessageAtMicros()),
        panel.messageCount(),
        panel.version());
  }

  private static PanelMessageFact messageFact(PanelMessage message) {
    return new PanelMessageFact(
        message.panel().value(),
        message.id().value(),
        message.seq(),
        message.role().wireName(),
        message.content(),
        message.persona() == null ? null : message.persona().value(),
        message.responseTo() == null ? null : message.responseTo().value(),
        message.authorId(),
        instant(message.timestampMicros()),
        instant(message.receivedAtMicros()),
        message.metadataJson(),
        message.version());
  }

  private static InsightFact insightFact(Insight insight) {
    return new InsightFact(
        insight.panel().value(),
        insight.id().value(),
        insight.seq(),
        insight.type().wireName(),
        insight.content(),
        insight.supportingMessages().stream().map(MessageId::value).toList(),
        instant(insight.createdAtMicros()),
        insight.version());
  }
}
