package io.chatlog.processor.fold;

import io.chatlog.view.Panel;
import io.chatlog.view.PanelStats;

/**
 * A panel in the state, with its statistics.
 *
 * @param createdOffset the offset of the event that made it
 * @param fingerprint of what the creating event said, see {@link Fingerprint}
 * @param lastSeq the largest seq that a message ever had, gone ones included
 */
public record PanelRow(
    Panel panel, PanelStats stats, long createdOffset, long fingerprint, long lastSeq) {
  PanelRow with(Panel changed, PanelStats counted) {
    return new PanelRow(changed, counted, createdOffset, fingerprint, lastSeq);
  }

  /** After one more message. */
  PanelRow appended(Panel changed, PanelStats counted) {
    return new PanelRow(changed, counted, createdOffset, fingerprint, lastSeq + 1);
  }
}
