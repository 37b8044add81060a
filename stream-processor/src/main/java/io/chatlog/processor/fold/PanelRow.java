package io.chatlog.processor.fold;

import io.chatlog.view.Panel;
import io.chatlog.view.PanelStats;
import org.jspecify.annotations.Nullable;

/**
 * A panel in the state, with its statistics.
 *
 * @param createdOffset the offset of the event that made it
 * @param fingerprint of what the creating event said, see {@link Fingerprint}
 * @param lastSeq the seq of the last message appended; never goes back
 * @param seqsGiven the last seq that was given in a past that it was restored from: a message that
 *     is not restored, too, comes behind
 */
public record PanelRow(
    Panel panel,
    PanelStats stats,
    long createdOffset,
    long fingerprint,
    long lastSeq,
    long seqsGiven) {
  PanelRow with(Panel changed, PanelStats counted) {
    return with(changed, counted, lastSeq);
  }

  PanelRow with(Panel changed, PanelStats counted, long seq) {
    return new PanelRow(changed, counted, createdOffset, fingerprint, seq, seqsGiven);
  }

  /**
   * The seq of a message that is appended.
   *
   * @param restored the one that it had before it was restored, or null
   */
  long seqOf(@Nullable Long restored) {
    return restored != null && restored > lastSeq ? restored : Math.max(lastSeq, seqsGiven) + 1;
  }
}
