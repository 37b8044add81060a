package io.chatlog.processor.fold;

import io.chatlog.value.SessionStatus;

/**
 * When a session went out of sight and came back into it: what those who follow a user need to
 * know, to be told what they could not see.
 *
 * @param staged whether it is a fork that is being filled and was not shown yet
 * @param shownOffset the offset of the event that showed a fork; -1 for what is none, or not shown
 * @param hiddenOffset the offset of the event that last soft-deleted it; -1 when none did
 * @param restoredOffset the offset of the event that last restored it; -1 when none did
 */
public record Sight(boolean staged, long shownOffset, long hiddenOffset, long restoredOffset) {
  /** Of a session that nothing ever hid. */
  public static final Sight ALWAYS = new Sight(false, -1, -1, -1);

  /** Of a session that begins. */
  static Sight begins(SessionStatus status, boolean fork, long offset) {
    return new Sight(fork, -1, status == SessionStatus.DELETED ? offset : -1, -1);
  }

  /** After a change of a session. */
  Sight changed(SessionStatus before, SessionStatus after, long offset) {
    if ((after == SessionStatus.DELETED) == (before == SessionStatus.DELETED)) {
      return this;
    }
    return after == SessionStatus.DELETED
        ? new Sight(staged, shownOffset, offset, restoredOffset)
        : staged
            ? new Sight(false, offset, hiddenOffset, restoredOffset)
            : new Sight(false, shownOffset, hiddenOffset, offset);
  }
}
