package io.chatlog.processor.fold;

import io.chatlog.event.Payload.ErasePanelMessage;
import io.chatlog.event.Payload.EraseRefused;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.PanelStats;

/**
 * Decides what goes with a user who is erased, of panels and personas that stay. Costs the same
 * however much the panel holds.
 */
final class PanelErasure {
  private PanelErasure() {}

  /** What an erased author said goes. Others' answers to it stay, as do its persona and its seq. */
  static Decision erase(Draft draft, ErasePanelMessage erase) {
    PanelState state = draft.state().panels();
    PanelRow row = state.panel(erase.panelId());
    PanelMessageRow message =
        row == null ? null : state.message(erase.panelId(), erase.messageId());
    if (row != null && message != null && message.offset() == erase.offset()) {
      draft.drop(without(state, row, message.message()), message);
      return draft.accepted();
    }
    return new Decision.Duplicate(); // it went before
  }

  /** The same for an event that did nothing. */
  static Decision erase(Draft draft, EraseRefused erase) {
    AuthoredRow authored = draft.state().panels().authored(draft.owner(), erase.offset());
    if (authored == null || authored.accepted()) {
      return new Decision.Duplicate(); // it went before
    }
    draft.drop(authored);
    return draft.accepted();
  }

  private static PanelRow without(PanelState state, PanelRow row, PanelMessage message) {
    Panel panel = row.panel();
    String content = message.content();
    TimeSpan others =
        state.spoken(panel.id(), message.persona(), message.timestampMicros(), message.seq());
    PanelStats stats =
        row.stats()
            .minusMessage(
                message.persona(),
                message.role(),
                content.codePointCount(0, content.length()),
                message.responseTo() != null,
                others.firstMicros(),
                others.lastMicros());
    Panel changed =
        new Panel(
            panel.id(),
            panel.title(),
            panel.type(),
            panel.personas(),
            panel.configJson(),
            panel.metadataJson(),
            panel.createdAtMicros(),
            panel.updatedAtMicros(),
            stats.total().lastAtMicros(),
            panel.messageCount() - 1,
            panel.version());
    return row.with(changed, stats);
  }
}
