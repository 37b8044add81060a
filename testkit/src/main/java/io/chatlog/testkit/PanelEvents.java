package io.chatlog.testkit;

import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreatePanel;
import io.chatlog.event.Payload.CreatePersona;
import io.chatlog.event.Payload.DeletePanel;
import io.chatlog.event.Payload.DeletePersona;
import io.chatlog.event.Payload.ErasePanelMessage;
import io.chatlog.event.Payload.EraseRefused;
import io.chatlog.event.Payload.PatchPanel;
import io.chatlog.event.Payload.PatchPersona;
import io.chatlog.event.Payload.PostInsight;
import io.chatlog.event.Payload.PostPanelMessage;
import io.chatlog.event.Payload.PutPersona;
import io.chatlog.value.InsightId;
import io.chatlog.value.InsightType;
import io.chatlog.value.MessageId;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.PanelId;
import io.chatlog.value.PanelType;
import io.chatlog.value.PersonaId;
import io.chatlog.value.Role;
import io.chatlog.value.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds events about personas and panels for tests. Not thread-safe. */
public final class PanelEvents {
  private final Events events;

  /**
   * @param events gives ids and times
   */
  public PanelEvents(Events events) {
    this.events = events;
  }

  /** Asks for a persona. */
  public Event persona(String persona, String name, @Nullable String owner) {
    return events.of(owner(persona), wanted(persona, name, owner));
  }

  /** Asks for a persona, or for its being so. */
  public Event putPersona(
      String persona, String name, @Nullable String owner, @Nullable Long version) {
    return events.of(owner(persona), new PutPersona(wanted(persona, name, owner), version, null));
  }

  private static CreatePersona wanted(String persona, String name, @Nullable String owner) {
    return new CreatePersona(
        new PersonaId(persona),
        name,
        "says " + name,
        List.of("calm"),
        List.of(),
        null,
        owner == null ? null : new UserId(owner),
        "{\"n\":1.50}");
  }

  /** Asks for a change of a persona; {@code version} is that of {@code If-Match}, or null. */
  public Event patchPersona(String persona, String patch, @Nullable Long version) {
    return events.of(
        owner(persona), new PatchPersona(new PersonaId(persona), patch, version, null));
  }

  /** The same of one user only, as with its token. */
  public Event putPersonaOf(String persona, String name, String owner) {
    return events.of(
        owner(persona), new PutPersona(wanted(persona, name, owner), null, new UserId(owner)));
  }

  /** The same of one user only. */
  public Event patchPersonaOf(String persona, String patch, String onlyOf) {
    return events.of(
        owner(persona), new PatchPersona(new PersonaId(persona), patch, null, new UserId(onlyOf)));
  }

  /** Asks that a persona goes, of anybody or of one user only. */
  public Event deletePersona(String persona, @Nullable Long version, @Nullable String onlyOf) {
    return events.of(
        owner(persona),
        new DeletePersona(
            new PersonaId(persona), version, onlyOf == null ? null : new UserId(onlyOf)));
  }

  private static String owner(String persona) {
    return OwnerIds.of(new PersonaId(persona)).value();
  }

  /** Asks for a panel. */
  public Event panel(String panel, @Nullable String title, String... personas) {
    return events.of(
        ownerOf(panel),
        new CreatePanel(
            new PanelId(panel),
            title,
            PanelType.BRAINSTORM,
            List.of(personas).stream().map(PersonaId::new).toList(),
            null,
            null));
  }

  /** Asks for a change of a panel; {@code version} is that of {@code If-Match}, or null. */
  public Event patchPanel(String panel, String patch, @Nullable Long version) {
    return events.of(ownerOf(panel), new PatchPanel(new PanelId(panel), patch, version));
  }

  /** Asks that a panel goes; {@code version} is that of {@code If-Match}, or null. */
  public Event deletePanel(String panel, @Nullable Long version) {
    return events.of(ownerOf(panel), new DeletePanel(new PanelId(panel), version));
  }

  /** Asks for a message of a panel. */
  public Event message(
      String panel,
      String id,
      String content,
      @Nullable String persona,
      @Nullable String responseTo,
      @Nullable Long timestampMicros) {
    return message(panel, id, content, null, persona, responseTo, timestampMicros);
  }

  /** Asks for a message of a panel that somebody wrote. */
  public Event message(
      String panel,
      String id,
      String content,
      @Nullable String author,
      @Nullable String persona,
      @Nullable String responseTo,
      @Nullable Long timestampMicros) {
    return events.of(
        ownerOf(panel),
        new PostPanelMessage(
            new PanelId(panel),
            new MessageId(id),
            persona == null ? Role.USER : Role.ASSISTANT,
            content,
            author,
            timestampMicros,
            null,
            persona == null ? null : new PersonaId(persona),
            responseTo == null ? null : new MessageId(responseTo)));
  }

  /** Asks that an event at an offset goes that did nothing; {@code owner} is its owner. */
  public Event eraseRefused(String owner, long offset) {
    return events.of(owner, new EraseRefused(offset));
  }

  /** Asks that what an event at an offset asked for goes, because its author does. */
  public Event eraseMessage(String panel, String id, long offset) {
    return events.of(
        ownerOf(panel), new ErasePanelMessage(new PanelId(panel), new MessageId(id), offset));
  }

  /** Asks for an insight of a panel. */
  public Event insight(
      String panel, String id, InsightType type, String content, String... supporting) {
    return events.of(
        ownerOf(panel),
        new PostInsight(
            new PanelId(panel),
            new InsightId(id),
            type,
            content,
            List.of(supporting).stream().map(MessageId::new).toList()));
  }

  private static String ownerOf(String panel) {
    return OwnerIds.of(new PanelId(panel)).value();
  }
}
