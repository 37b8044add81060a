package io.chatlog.processor.read;

import io.chatlog.view.StreamPlace;
import io.chatlog.view.StreamPlace.Missed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a client was not told messages because their sessions were soft-deleted. The client bears
 * the list with its place, so that any server can tell it the messages when their session comes
 * back, and tell nobody twice.
 *
 * <p>A message of a session that was soft-deleted at offset <em>d</em> and restored at <em>r</em>
 * was left out when it stands in a stretch whose state is {@code d..r-1}: in an earlier or a later
 * state it was told. A stretch begins with what a page leaves out, in the state that the page
 * showed, and goes on with whatever is left out later that was hidden in that state already: what
 * is told in between was in sight then, so it cannot have been hidden by it. The list is short:
 * when it is full, two stretches become one, and then a message may be told twice rather than
 * never.
 *
 * <p>Belongs to one page.
 */
final class MissedStretches {
  private final List<Missed> before;
  private final long state;

  /** What this page left out; its state is the newest change of the sessions. */
  private @Nullable Missed page;

  /** The same of what was hidden while the page was read. */
  private @Nullable Missed late;

  /**
   * @param before those that the client bears
   * @param state how far the state is, at least
   */
  MissedStretches(List<Missed> before, long state) {
    this.before = before;
    this.state = state;
  }

  /**
   * Something is left out.
   *
   * @param offset where it stands
   * @param changedOffset the offset of the event that last changed its session
   */
  void add(long offset, long changedOffset) {
    Missed one = new Missed(offset, offset, changedOffset);
    if (changedOffset <= state) {
      page = and(page, one);
    } else {
      late = and(late, one);
    }
  }

  private static Missed and(@Nullable Missed one, Missed other) {
    return one == null ? other : one.and(other);
  }

  /** Whether any message of a session that was out of sight from one offset to another may be. */
  boolean any(long hiddenOffset, long shownOffset) {
    List<Missed> all = list();
    return all.stream().anyMatch(one -> isOf(one, all, hiddenOffset, shownOffset));
  }

  /** Whether such a message is, which stands at an offset. */
  boolean holds(long offset, long hiddenOffset, long shownOffset) {
    List<Missed> all = list();
    return all.stream()
        .anyMatch(
            one ->
                one.from() <= offset
                    && offset <= one.to()
                    && isOf(one, all, hiddenOffset, shownOffset));
  }

  private static boolean isOf(Missed one, List<Missed> all, long hiddenOffset, long shownOffset) {
    boolean exact = all.size() < StreamPlace.MISSED_MAX;
    return hiddenOffset <= one.state() && (!exact || one.state() < shownOffset);
  }

  /** All of them. */
  List<Missed> list() {
    List<Missed> all = new ArrayList<>(before);
    if (page != null) {
      boolean goesOn = !all.isEmpty() && page.state() <= all.getLast().state();
      Missed now =
          new Missed(page.from(), page.to(), goesOn ? all.getLast().state() : Math.max(0, state));
      all.add(goesOn ? all.removeLast().and(now) : now);
    }
    if (late != null) {
      all.add(late);
    }
    while (all.size() > StreamPlace.MISSED_MAX) {
      all.addFirst(all.removeFirst().and(all.removeFirst()));
    }
    return List.copyOf(all);
  }
}
