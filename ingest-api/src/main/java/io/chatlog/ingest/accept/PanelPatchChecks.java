package io.chatlog.ingest.accept;

import static io.chatlog.ingest.accept.PatchChecks.object;
import static io.chatlog.ingest.accept.PatchChecks.readOnly;
import static io.chatlog.ingest.accept.PatchChecks.text;
import static io.chatlog.ingest.accept.PatchChecks.texts;
import static io.chatlog.ingest.accept.PatchChecks.unchanged;
import static io.chatlog.ingest.accept.PatchChecks.unknown;
import static io.chatlog.ingest.accept.PatchChecks.wrongType;

import io.chatlog.error.ErrorCode;
import io.chatlog.ingest.accept.PatchFields.Member;
import io.chatlog.ingest.accept.PatchFields.Value;
import io.chatlog.ingest.accept.PatchFields.Value.Removed;
import io.chatlog.value.PanelId;
import io.chatlog.value.PanelType;
import io.chatlog.value.PersonaId;
import io.chatlog.view.Panel;
import java.util.Set;

/** The rules of merge patches of personas and panels, as {@link PatchChecks} has them. */
final class PanelPatchChecks {
  static final String PANEL_TYPES =
      "type must be multi_persona, focus_group, expert_panel or brainstorm";
  private static final Set<String> LEFT_OUT = Set.of("persona_id", "panel_id");

  private PanelPatchChecks() {}

  /** A patch of a persona. */
  static void persona(PersonaId persona, PatchFields patch, Checks checks) {
    for (Member member : patch.members()) {
      String at = "/" + member.field();
      Value value = member.value();
      switch (member.field()) {
        case "name" -> {
          if (value instanceof Removed) {
            wrongType(at, "a string", checks);
          }
          text(at, value, checks, t -> checks.title(at, t));
        }
        case "description" -> text(at, value, checks, t -> checks.summary(at, t));
        case "traits", "expertise" -> texts(at, value, checks, t -> checks.phrases(at, t));
        case "owner_id" -> text(at, value, checks, t -> checks.id(at, t));
        case "communication_style", "metadata" -> object(at, value, checks);
        case "persona_id" -> unchanged(at, persona.value(), value, checks);
        case "created_at", "updated_at", "version" -> readOnly(at, checks);
        case String _ -> unknown(at, checks);
      }
    }
  }

  /** A patch of a panel. */
  static void panel(PanelId panel, PatchFields patch, Checks checks) {
    for (Member member : patch.members()) {
      String at = "/" + member.field();
      Value value = member.value();
      switch (member.field()) {
        case "title" -> text(at, value, checks, t -> checks.title(at, t));
        case "type" -> text(at, value, checks, t -> type(at, t, checks));
        case "personas" -> texts(at, value, checks, t -> checks.ids(at, t, Panel.PERSONAS_MAX));
        case "config", "metadata" -> object(at, value, checks);
        case "panel_id" -> unchanged(at, panel.value(), value, checks);
        case "created_at", "updated_at", "last_message_at", "message_count", "version" ->
            readOnly(at, checks);
        case String _ -> unknown(at, checks);
      }
    }
  }

  private static void type(String at, String name, Checks checks) {
    if (PanelType.parse(name).isEmpty()) {
      checks.fault(at, ErrorCode.INVALID_FIELD, PANEL_TYPES);
    }
  }

  /** The patch as JSON, without the id that it repeats. */
  static String json(PatchFields patch) {
    return PatchChecks.json(patch, LEFT_OUT);
  }
}
