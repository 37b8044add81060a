package io.chatlog.processor.search;

import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.SessionPlace;
import java.util.List;

/**
 * Sessions that the index found for a page of a list.
 *
 * @param asOf the offset as of which they are ordered
 * @param places where those stand that did not move since, in order
 * @param moved those that changed since and match otherwise, in no order; where they stood is for
 *     the rows to tell
 * @param tooManyMoved whether more than {@value #MOVED_MAX} did; then nothing else is told
 */
public record SessionFinds(
    long asOf, List<SessionPlace> places, List<Key> moved, boolean tooManyMoved) {
  /** How many sessions that moved are looked at for a page. */
  public static final int MOVED_MAX = 50_000;

  /** A session. */
  public record Key(UserId owner, SessionId session) {}
}
