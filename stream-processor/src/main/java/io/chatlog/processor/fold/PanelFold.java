package io.chatlog.processor.fold;

import static io.chatlog.processor.fold.UserFold.merged;
import static io.chatlog.processor.fold.UserFold.or;
import static io.chatlog.processor.fold.UserFold.orEmpty;
import static io.chatlog.processor.fold.UserFold.sizeFault;
import static io.chatlog.processor.fold.UserFold.versionFault;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreatePanel;
import io.chatlog.event.Payload.CreatePersona;
import io.chatlog.event.Payload.DeletePanel;
import io.chatlog.event.Payload.DeletePersona;
import io.chatlog.event.Payload.ErasePanelMessage;
import io.chatlog.event.Payload.OfPanels;
import io.chatlog.event.Payload.Past;
import io.chatlog.event.Payload.PatchPanel;
import io.chatlog.event.Payload.PatchPersona;
import io.chatlog.event.Payload.PostInsight;
import io.chatlog.event.Payload.PostPanelMessage;
import io.chatlog.event.Payload.PutPersona;
import io.chatlog.json.JsonText;
import io.chatlog.json.PatchText;
import io.chatlog.value.PanelId;
import io.chatlog.value.PanelType;
import io.chatlog.value.PersonaId;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelStats;
import java.util.Optional;

/**
 * Decides events about personas and panels. All of one panel is in one partition, so that which
 * personas it has, which messages, and how many, is decided in log order. Whether a persona that a
 * panel names is there is not: that is another partition's.
 */
final class PanelFold {
  private PanelFold() {}

  static Decision decide(Draft draft, Event event, OfPanels payload) {
    return switch (payload) {
      case CreatePersona create -> PersonaFold.create(draft, event, create);
      case PutPersona put -> PersonaFold.put(draft, event, put);
      case PatchPersona patch -> PersonaFold.patch(draft, event, patch);
      case DeletePersona delete -> PersonaFold.delete(draft, delete);
      case CreatePanel create -> create(draft, event, create);
      case PatchPanel patch -> patch(draft, event, patch);
      case DeletePanel delete -> delete(draft, delete);
      case PostPanelMessage post -> PanelPosts.message(draft, event, post);
      case PostInsight post -> PanelPosts.insight(draft, event, post);
      case ErasePanelMessage erase -> PanelErasure.erase(draft, erase);
    };
  }

  /** Whether an accepted event needs a trace of its own: rows tell of all but these. */
  static boolean isTraced(OfPanels payload) {
    return switch (payload) {
      case CreatePersona _, PutPersona _, PatchPersona _, CreatePanel _, PatchPanel _ -> true;
      case ErasePanelMessage _ -> true;
      case PostPanelMessage _, PostInsight _, DeletePersona _, DeletePanel _ -> false;
    };
  }

  private static Decision create(Draft draft, Event event, CreatePanel create) {
    PanelRow present = draft.state().panels().panel(create.panelId());
    Past past = Past.orUnknown(create.restored());
    long fingerprint = or(past.fingerprint(), Fingerprint.of(create));
    if (present != null) {
      return create.restored() != null || present.fingerprint() == fingerprint
          ? new Decision.Duplicate()
          : new Decision.Rejected(
              ErrorCode.PANEL_EXISTS, "a panel " + create.panelId() + " with other content exists");
    }
    Panel panel =
        new Panel(
            create.panelId(),
            create.title() == null ? OfPanels.DEFAULT_PANEL_TITLE : create.title(),
            create.type() == null ? PanelType.MULTI_PERSONA : create.type(),
            create.personas(),
            orEmpty(create.configJson()),
            orEmpty(create.metadataJson()),
            or(past.createdAtMicros(), event.receivedAtMicros()),
            or(past.updatedAtMicros(), event.receivedAtMicros()),
            null,
            0,
            or(past.version(), 1));
    draft.put(
        new PanelRow(panel, PanelStats.EMPTY, draft.offset(), fingerprint, 0, or(past.seq(), 0)),
        true);
    return draft.accepted();
  }

  private static Decision patch(Draft draft, Event event, PatchPanel change) {
    PanelRow row = draft.state().panels().panel(change.panelId());
    if (row == null) {
      return missing(change.panelId());
    }
    Panel panel = row.panel();
    Optional<Decision.Rejected> mismatch = versionFault(change.expectedVersion(), panel.version());
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    PatchText patch = PatchText.parse(change.patchJson());
    String config = merged(panel.configJson(), patch, "config");
    String metadata = merged(panel.metadataJson(), patch, "metadata");
    Optional<Decision.Rejected> tooLarge =
        sizeFault("config", config).or(() -> sizeFault("metadata", metadata));
    if (tooLarge.isPresent()) {
      return tooLarge.get();
    }
    Panel changed =
        new Panel(
            panel.id(),
            patch.names("title") ? title(patch) : panel.title(),
            patch.names("type") ? type(patch) : panel.type(),
            patch.names("personas")
                ? patch.texts("personas").stream().map(PersonaId::new).toList()
                : panel.personas(),
            config,
            metadata,
            panel.createdAtMicros(),
            event.receivedAtMicros(),
            panel.lastMessageAtMicros(),
            panel.messageCount(),
            panel.version() + 1);
    if (event.idlePatchIsNone() && isSame(panel, changed)) {
      return new Decision.Duplicate();
    }
    draft.put(row.with(changed, row.stats()), false);
    return draft.accepted();
  }

  /** Whether a change changes nothing but what every change does. */
  private static boolean isSame(Panel before, Panel after) {
    return after.title().equals(before.title())
        && after.type() == before.type()
        && after.personas().equals(before.personas())
        && JsonText.same(after.configJson(), before.configJson())
        && JsonText.same(after.metadataJson(), before.metadataJson());
  }

  private static String title(PatchText patch) {
    String title = patch.text("title");
    return title == null ? OfPanels.DEFAULT_PANEL_TITLE : title;
  }

  private static PanelType type(PatchText patch) {
    String name = patch.text("type");
    return name == null
        ? PanelType.MULTI_PERSONA
        : PanelType.parse(name)
            .orElseThrow(() -> new IllegalArgumentException("unknown type of a panel " + name));
  }

  private static Decision delete(Draft draft, DeletePanel delete) {
    PanelRow row = draft.state().panels().panel(delete.panelId());
    if (row == null) {
      return missing(delete.panelId());
    }
    Optional<Decision.Rejected> mismatch =
        versionFault(delete.expectedVersion(), row.panel().version());
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    draft.drop(row);
    return draft.accepted();
  }

  static Decision.Rejected missing(PanelId panel) {
    return new Decision.Rejected(ErrorCode.PANEL_NOT_FOUND, "there is no panel " + panel);
  }
}
