package io.chatlog.view;

import io.chatlog.value.Embedding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a session but its messages, for exports and backups.
 *
 * @param lastSeq the last seq that was given to a message of it, deleted ones included
 * @param fingerprint of what had created it
 * @param embedded whether it was given a vector
 * @param embedding that vector; null where it has none, or has it from a time when none was kept
 */
public record KeptSession(
    Session session,
    long lastSeq,
    long fingerprint,
    boolean embedded,
    @Nullable Embedding embedding) {
  /** One without a vector. */
  public KeptSession(Session session, long lastSeq, long fingerprint) {
    this(session, lastSeq, fingerprint, false, null);
  }

  /**
   * Messages of a session, by seq.
   *
   * @param session as it was when these were its messages
   * @param next the seq behind which others follow; null when there are none. A page may be short
   *     and still have others: the bytes of one are bounded
   */
  public record Page(KeptSession session, List<KeptMessage> messages, @Nullable Long next) {
    public Page {
      messages = List.copyOf(messages);
    }
  }
}
