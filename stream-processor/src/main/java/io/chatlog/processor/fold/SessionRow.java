package io.chatlog.processor.fold;

import io.chatlog.value.SessionStatus;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import io.chatlog.view.SessionStats;
import org.jspecify.annotations.Nullable;

/**
 * A session in the state, with its statistics: one row, so that a message changes one.
 *
 * @param openUserMessageMicros the timestamp of the latest user message that no assistant message
 *     followed, or null
 * @param lastSeq the seq of the last message appended; never goes back
 * @param createdOffset the offset of the event that made it
 * @param lastOffset the offset of the event that last changed it, messages included
 * @param fingerprint of what the creating event said; 0 when a message brought it into being
 * @param filterVersion how often channel, source or status changed since it came into being: the
 *     search index must follow such a change
 * @param firstTitle the title that it had when a message brought it into being, or null where that
 *     did not change: a replay needs it once that message is erased
 * @param hasEmbedding whether it was given a vector
 * @param sight when it went out of sight and came back
 * @param seqsGiven the last seq that was given in a past that it was restored from: a message that
 *     is not restored, too, comes behind
 * @param orderedBelow messages with a smaller seq came in the order of their times; the others have
 *     rows by time. {@link Long#MAX_VALUE} when all came so; 0 when it is not known, and there are
 *     no such rows
 */
public record SessionRow(
    Session session,
    SessionStats stats,
    @Nullable Long openUserMessageMicros,
    long lastSeq,
    long createdOffset,
    long lastOffset,
    long fingerprint,
    long filterVersion,
    @Nullable String firstTitle,
    boolean hasEmbedding,
    Sight sight,
    long seqsGiven,
    long orderedBelow) {

  /** The same session, changed by other than a message. */
  SessionRow with(Session changed, long offset, boolean filtersChanged, boolean embedded) {
    boolean keepsTitle = fingerprint != 0 || firstTitle != null;
    return new SessionRow(
        changed,
        stats,
        openUserMessageMicros,
        lastSeq,
        createdOffset,
        offset,
        fingerprint,
        filterVersion + (filtersChanged ? 1 : 0),
        keepsTitle || changed.title().equals(session.title()) ? firstTitle : session.title(),
        embedded,
        sight.changed(session.status(), changed.status(), offset),
        seqsGiven,
        orderedBelow);
  }

  /** Whether it is a fork that is being filled and was not shown yet. */
  public boolean staged() {
    return sight.staged();
  }

  /** What it was called when a message brought it into being. */
  String titleAtBeginning() {
    return firstTitle == null ? session.title() : firstTitle;
  }

  /** The same session with another face and other figures, changed at an offset. */
  SessionRow with(Session changed, SessionStats figures, long offset) {
    return new SessionRow(
        changed,
        figures,
        openUserMessageMicros,
        lastSeq,
        createdOffset,
        offset,
        fingerprint,
        filterVersion,
        firstTitle,
        hasEmbedding,
        sight,
        seqsGiven,
        orderedBelow);
  }

  /**
   * The seq of a message that is appended.
   *
   * @param restored the one that it had before it was restored, or null
   */
  long seqOf(@Nullable Long restored) {
    return restored != null && restored > lastSeq ? restored : Math.max(lastSeq, seqsGiven) + 1;
  }

  /** Whether a message has a row by its time. */
  boolean isByTime(Message message) {
    return orderedBelow > 0 && message.seq() >= orderedBelow;
  }

  /** Whether it counts: soft-deleted sessions do not. */
  boolean counts() {
    return session.status() != SessionStatus.DELETED;
  }

  /** From the earliest message to the latest; the beginning of one without messages. */
  public TimeSpan activity() {
    Long first = stats.firstMessageAtMicros();
    return new TimeSpan(
        first == null ? session.createdAtMicros() : first, session.lastActivityMicros());
  }

  /** The external id that no other session of the user may have meanwhile, or null. */
  @Nullable String heldExternalId() {
    return session.status() == SessionStatus.ACTIVE ? session.externalId() : null;
  }
}
