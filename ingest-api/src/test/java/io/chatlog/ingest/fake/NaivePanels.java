package io.chatlog.ingest.fake;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload;
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
import io.chatlog.value.MessageId;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.PanelId;
import io.chatlog.value.PanelType;
import io.chatlog.value.PersonaId;
import io.chatlog.value.UserId;
import io.chatlog.view.Insight;
import io.chatlog.view.Outcome;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.PanelPost;
import io.chatlog.view.Persona;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Personas and panels, in the fewest words: patches change nothing but the version. */
final class NaivePanels {
  private final Map<PersonaId, Persona> personas = new HashMap<>();
  private final Map<PanelId, Panel> panels = new HashMap<>();
  private final Map<PanelId, Map<MessageId, PanelMessage>> messages = new HashMap<>();
  private final Map<PanelMessage, Long> offsets = new HashMap<>();

  List<Persona> personasOf(UserId owner) {
    return personas.values().stream().filter(each -> owner.equals(each.ownerId())).toList();
  }

  List<PanelPost> saidBy(UserId author) {
    return messages.values().stream()
        .flatMap(each -> each.values().stream())
        .filter(each -> author.value().equals(each.authorId()))
        .map(
            each ->
                new PanelPost(
                    OwnerIds.of(each.panel()), each.panel(), each.id(), offsets.get(each)))
        .toList();
  }

  Persona persona(PersonaId persona) {
    return personas.get(persona);
  }

  Panel panel(PanelId panel) {
    return panels.get(panel);
  }

  PanelMessage message(PanelId panel, MessageId message) {
    return messages.getOrDefault(panel, Map.of()).get(message);
  }

  Outcome decide(Event event, Payload.OfPanels payload, long offset) {
    return switch (payload) {
      case CreatePersona p ->
          personas.containsKey(p.personaId())
              ? refused(ErrorCode.PERSONA_EXISTS)
              : put(event, p, 1);
      case PutPersona p -> {
        Persona before = personas.get(p.persona().personaId());
        long version = before == null ? 0 : before.version();
        yield p.expectedVersion() != null && p.expectedVersion() != version
            ? refused(ErrorCode.VERSION_MISMATCH)
            : put(event, p.persona(), version + 1);
      }
      case PatchPersona p -> {
        Persona before = personas.get(p.personaId());
        yield before == null
            ? refused(ErrorCode.PERSONA_NOT_FOUND)
            : new Outcome.Applied(true, 0, before);
      }
      case DeletePersona p -> {
        Persona before = personas.get(p.personaId());
        if (before == null || (p.onlyOf() != null && !p.onlyOf().equals(before.ownerId()))) {
          yield refused(ErrorCode.PERSONA_NOT_FOUND);
        }
        personas.remove(p.personaId());
        yield new Outcome.Applied(false, 0, null);
      }
      case CreatePanel p -> {
        if (panels.containsKey(p.panelId())) {
          yield refused(ErrorCode.PANEL_EXISTS);
        }
        long now = event.receivedAtMicros();
        Panel panel =
            new Panel(
                p.panelId(),
                p.title() == null ? Payload.OfPanels.DEFAULT_PANEL_TITLE : p.title(),
                p.type() == null ? PanelType.MULTI_PERSONA : p.type(),
                p.personas(),
                "{}",
                "{}",
                now,
                now,
                null,
                0,
                1);
        panels.put(p.panelId(), panel);
        messages.put(p.panelId(), new HashMap<>());
        yield new Outcome.Applied(false, 0, panel);
      }
      case PatchPanel p ->
          panels.containsKey(p.panelId())
              ? new Outcome.Applied(true, 0, panels.get(p.panelId()))
              : refused(ErrorCode.PANEL_NOT_FOUND);
      case DeletePanel p ->
          panels.remove(p.panelId()) == null
              ? refused(ErrorCode.PANEL_NOT_FOUND)
              : new Outcome.Applied(false, 0, null);
      case PostPanelMessage p -> post(event, p, offset);
      case ErasePanelMessage p -> {
        messages
            .get(p.panelId())
            .values()
            .removeIf(each -> each.id().equals(p.messageId()) && offsets.get(each) == p.offset());
        yield new Outcome.Applied(false, 0, null);
      }
      case PostInsight p -> {
        if (!panels.containsKey(p.panelId())) {
          yield refused(ErrorCode.PANEL_NOT_FOUND);
        }
        yield messages.get(p.panelId()).keySet().containsAll(p.supportingMessages())
            ? new Outcome.Applied(
                false,
                1,
                new Insight(
                    p.insightId(),
                    p.panelId(),
                    1,
                    p.type(),
                    p.content(),
                    p.supportingMessages(),
                    event.receivedAtMicros(),
                    1))
            : refused(ErrorCode.MESSAGE_NOT_IN_PANEL);
      }
    };
  }

  private Outcome put(Event event, CreatePersona p, long version) {
    long now = event.receivedAtMicros();
    Persona persona =
        new Persona(
            p.personaId(),
            p.name(),
            p.description(),
            p.traits(),
            p.expertise(),
            p.styleJson() == null ? "{}" : p.styleJson(),
            p.ownerId(),
            p.metadataJson() == null ? "{}" : p.metadataJson(),
            now,
            now,
            version);
    personas.put(p.personaId(), persona);
    return new Outcome.Applied(version > 1, 0, persona);
  }

  private Outcome post(Event event, PostPanelMessage p, long offset) {
    Panel panel = panels.get(p.panelId());
    if (panel == null) {
      return refused(ErrorCode.PANEL_NOT_FOUND);
    }
    if (p.persona() != null && !panel.personas().contains(p.persona())) {
      return refused(ErrorCode.PERSONA_NOT_IN_PANEL);
    }
    Map<MessageId, PanelMessage> there = messages.get(p.panelId());
    if (p.responseTo() != null && !there.containsKey(p.responseTo())) {
      return refused(ErrorCode.MESSAGE_NOT_IN_PANEL);
    }
    PanelMessage known = there.get(p.messageId());
    if (known != null) {
      return new Outcome.Applied(true, known.seq(), known);
    }
    long now = event.receivedAtMicros();
    PanelMessage message =
        new PanelMessage(
            p.messageId(),
            p.panelId(),
            there.size() + 1L,
            p.role(),
            p.content(),
            p.persona(),
            p.responseTo(),
            p.authorId(),
            p.timestampMicros() == null ? now : p.timestampMicros(),
            now,
            p.metadataJson() == null ? "{}" : p.metadataJson(),
            1);
    there.put(p.messageId(), message);
    offsets.put(message, offset);
    return new Outcome.Applied(false, message.seq(), message);
  }

  private static Outcome refused(ErrorCode code) {
    return new Outcome.Refused(code, code.title());
  }
}
