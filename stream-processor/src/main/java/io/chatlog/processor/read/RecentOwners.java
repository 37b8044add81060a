package io.chatlog.processor.read;

import io.chatlog.view.Changes;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whose data the latest events of one partition changed: the last {@value #EVENTS_MAX} of those
 * that changed anything. Thread-safe; one thread adds.
 */
final class RecentOwners {
  static final int EVENTS_MAX = 4_096;

  private final long[] offsets = new long[EVENTS_MAX];
  private final int[] owners = new int[EVENTS_MAX];
  private long added;

  /** What happened up to here is not remembered. */
  private long forgottenUpTo;

  /**
   * @param begin the offset up to which the partition was applied before anything is added
   */
  RecentOwners(long begin) {
    this.forgottenUpTo = begin;
  }

  /** The event at an offset changed data of a user. */
  synchronized void add(long offset, int owner) {
    int at = (int) (added % EVENTS_MAX);
    if (added >= EVENTS_MAX) {
      forgottenUpTo = offsets[at];
    }
    offsets[at] = offset;
    owners[at] = owner;
    added++;
  }

  /**
   * Whose data changed behind an offset.
   *
   * @param applied how far the partition was before this call
   */
  synchronized Changes since(long afterOffset, long applied) {
    if (afterOffset < forgottenUpTo) {
      return Changes.ofAnyone(applied);
    }
    Set<Integer> since = new LinkedHashSet<>();
    for (long event = added - 1; event >= 0 && event >= added - EVENTS_MAX; event--) {
      int at = (int) (event % EVENTS_MAX);
      if (offsets[at] <= afterOffset) {
        break;
      }
      since.add(owners[at]);
    }
    return new Changes(applied, false, since.stream().toList());
  }
}
