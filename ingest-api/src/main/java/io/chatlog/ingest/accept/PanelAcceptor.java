package io.chatlog.ingest.accept;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.CreatePanel;
import io.chatlog.event.Payload.CreatePersona;
import io.chatlog.event.Payload.DeletePanel;
import io.chatlog.event.Payload.DeletePersona;
import io.chatlog.event.Payload.PatchPanel;
import io.chatlog.event.Payload.PatchPersona;
import io.chatlog.event.Payload.PostInsight;
import io.chatlog.event.Payload.PostPanelMessage;
import io.chatlog.event.Payload.PutPersona;
import io.chatlog.ingest.accept.Acceptance.Accepted;
import io.chatlog.value.InsightId;
import io.chatlog.value.InsightType;
import io.chatlog.value.MessageId;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.PanelId;
import io.chatlog.value.PanelType;
import io.chatlog.value.PersonaId;
import io.chatlog.value.Role;
import io.chatlog.value.UserId;
import io.chatlog.view.Insight;
import io.chatlog.view.Panel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the fields of writes of personas and panels into their events, or into every fault found,
 * as {@link Acceptor} does. Thread-safe where that is.
 */
public final class PanelAcceptor {
  private static final String NOT_OWN = "must be the user of the token";

  private final Acceptor acceptor;

  /**
   * @param acceptor makes events and ids, and knows the limits
   */
  public PanelAcceptor(Acceptor acceptor) {
    this.acceptor = acceptor;
  }

  /**
   * A persona is to come into being.
   *
   * @param onlyOf the user that it must belong to, or null for anybody or nobody
   */
  public Acceptance persona(PersonaFields fields, @Nullable UserId onlyOf, WriteContext context) {
    Checks checks = acceptor.checks();
    CreatePersona persona = described(fields, onlyOf, context, checks);
    return persona == null
        ? checks.refused()
        : accepted(OwnerIds.of(persona.personaId()), context, persona);
  }

  /**
   * A persona is to be as described.
   *
   * @param id the persona that the path names
   * @param fields may repeat the id
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   * @param onlyOf the user that it must belong to, before and after; null for anybody or nobody
   */
  public Acceptance personaPut(
      PersonaId id,
      PersonaFields fields,
      @Nullable Long expectedVersion,
      @Nullable UserId onlyOf,
      WriteContext context) {
    Checks checks = acceptor.checks();
    if (fields.personaId() != null && !fields.personaId().equals(id.value())) {
      checks.fault(
          "/persona_id", ErrorCode.INVALID_FIELD, "must be the persona that the path names");
    }
    CreatePersona persona = described(fields.withId(id.value()), onlyOf, context, checks);
    return persona == null
        ? checks.refused()
        : accepted(OwnerIds.of(id), context, new PutPersona(persona, expectedVersion, onlyOf));
  }

  private @Nullable CreatePersona described(
      PersonaFields fields, @Nullable UserId onlyOf, WriteContext context, Checks checks) {
    checks.id("/persona_id", fields.personaId());
    String name = fields.name();
    checks.required("/name", name);
    checks.title("/name", name);
    checks.summary("/description", fields.description());
    checks.phrases("/traits", fields.traits());
    checks.phrases("/expertise", fields.expertise());
    checks.object("/communication_style", fields.styleJson());
    checks.id("/owner_id", fields.ownerId());
    if (onlyOf != null && !onlyOf.value().equals(fields.ownerId())) {
      checks.fault("/owner_id", ErrorCode.FORBIDDEN, NOT_OWN);
    }
    checks.object("/metadata", fields.metadataJson());
    if (!checks.passed() || name == null) {
      return null;
    }
    return new CreatePersona(
        new PersonaId(
            acceptor.idOr(
                fields.personaId(), context, onlyOf == null ? null : onlyOf.value(), null)),
        name,
        fields.description(),
        fields.traits(),
        fields.expertise(),
        fields.styleJson(),
        fields.ownerId() == null ? null : new UserId(fields.ownerId()),
        fields.metadataJson());
  }

  /**
   * Fields of a persona are to change.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   * @param onlyOf the user that it must belong to, before and after; null for anybody or nobody
   */
  public Acceptance personaPatch(
      PersonaId id,
      PatchFields patch,
      @Nullable Long expectedVersion,
      @Nullable UserId onlyOf,
      WriteContext context) {
    Checks checks = acceptor.checks();
    PanelPatchChecks.persona(id, patch, checks);
    PatchFields.Value owner = patch.value("owner_id");
    if (onlyOf != null
        && owner != null
        && !(owner instanceof PatchFields.Value.Text text && text.text().equals(onlyOf.value()))) {
      checks.fault("/owner_id", ErrorCode.FORBIDDEN, NOT_OWN);
    }
    return checks.passed()
        ? accepted(
            OwnerIds.of(id),
            context,
            new PatchPersona(id, PanelPatchChecks.json(patch), expectedVersion, onlyOf))
        : checks.refused();
  }

  /**
   * A persona is to be erased.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   * @param onlyOf the user that it must belong to, or null for anybody or nobody
   */
  public Acceptance personaDeletion(
      PersonaId id, @Nullable Long expectedVersion, @Nullable UserId onlyOf, WriteContext context) {
    return accepted(OwnerIds.of(id), context, new DeletePersona(id, expectedVersion, onlyOf));
  }

  /** A panel is to come into being. */
  public Acceptance panel(PanelFields fields, WriteContext context) {
    Checks checks = acceptor.checks();
    checks.id("/panel_id", fields.panelId());
    checks.title("/title", fields.title());
    PanelType type = panelType(fields.type(), checks);
    checks.ids("/personas", fields.personas(), Panel.PERSONAS_MAX);
    checks.object("/config", fields.configJson());
    checks.object("/metadata", fields.metadataJson());
    if (!checks.passed()) {
      return checks.refused();
    }
    PanelId id = new PanelId(acceptor.idOr(fields.panelId(), context, null, null));
    return accepted(
        OwnerIds.of(id),
        context,
        new CreatePanel(
            id,
            fields.title(),
            type,
            fields.personas().stream().map(PersonaId::new).toList(),
            fields.configJson(),
            fields.metadataJson()));
  }

  private static @Nullable PanelType panelType(@Nullable String name, Checks checks) {
    if (name == null) {
      return null;
    }
    Optional<PanelType> type = PanelType.parse(name);
    if (type.isEmpty()) {
      checks.fault("/type", ErrorCode.INVALID_FIELD, PanelPatchChecks.PANEL_TYPES);
    }
    return type.orElse(null);
  }

  /**
   * Fields of a panel are to change.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  public Acceptance panelPatch(
      PanelId id, PatchFields patch, @Nullable Long expectedVersion, WriteContext context) {
    Checks checks = acceptor.checks();
    PanelPatchChecks.panel(id, patch, checks);
    return checks.passed()
        ? accepted(
            OwnerIds.of(id),
            context,
            new PatchPanel(id, PanelPatchChecks.json(patch), expectedVersion))
        : checks.refused();
  }

  /**
   * A panel is to be erased with all that it holds.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  public Acceptance panelDeletion(
      PanelId id, @Nullable Long expectedVersion, WriteContext context) {
    return accepted(OwnerIds.of(id), context, new DeletePanel(id, expectedVersion));
  }

  /** A message is to be appended to a panel. */
  public Acceptance message(PanelId panel, PanelMessageFields fields, WriteContext context) {
    Checks checks = acceptor.checks();
    checks.id("/message_id", fields.messageId());
    Role role = Acceptor.role(fields.role(), checks);
    String content = content(fields.content(), checks);
    checks.id("/author_id", fields.authorId());
    checks.time("/timestamp", fields.timestampMicros());
    checks.object("/metadata", fields.metadataJson());
    checks.id("/persona_id", fields.personaId());
    checks.id("/response_to", fields.responseTo());
    if (!checks.passed() || role == null || content == null) {
      return checks.refused();
    }
    return accepted(
        OwnerIds.of(panel),
        context,
        new PostPanelMessage(
            panel,
            new MessageId(acceptor.idOr(fields.messageId(), context, panel.value(), null)),
            role,
            content,
            fields.authorId(),
            fields.timestampMicros(),
            fields.metadataJson(),
            fields.personaId() == null ? null : new PersonaId(fields.personaId()),
            fields.responseTo() == null ? null : new MessageId(fields.responseTo())));
  }

  /** An insight is to be added to a panel. */
  public Acceptance insight(PanelId panel, InsightFields fields, WriteContext context) {
    Checks checks = acceptor.checks();
    checks.id("/insight_id", fields.insightId());
    InsightType type = insightType(fields.type(), checks);
    String content = content(fields.content(), checks);
    checks.ids("/supporting_messages", fields.supportingMessages(), Insight.SUPPORTING_MAX);
    if (!checks.passed() || type == null || content == null) {
      return checks.refused();
    }
    return accepted(
        OwnerIds.of(panel),
        context,
        new PostInsight(
            panel,
            new InsightId(acceptor.idOr(fields.insightId(), context, panel.value(), null)),
            type,
            content,
            fields.supportingMessages().stream().map(MessageId::new).toList()));
  }

  private static @Nullable InsightType insightType(@Nullable String name, Checks checks) {
    if (!checks.required("/type", name) || name == null) {
      return null;
    }
    Optional<InsightType> type = InsightType.parse(name);
    if (type.isEmpty()) {
      checks.fault(
          "/type",
          ErrorCode.INVALID_FIELD,
          "type must be conclusion, analysis, summary or recommendation");
    }
    return type.orElse(null);
  }

  private static @Nullable String content(@Nullable String content, Checks checks) {
    if (checks.required("/content", content) && content != null) {
      checks.content("/content", content);
    }
    return content;
  }

  private Accepted accepted(UserId owner, WriteContext context, Payload payload) {
    return new Accepted(acceptor.event(owner, context, payload));
  }
}
