package io.chatlog.ingest.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The status of a batch, from those of its items.
 *
 * <ul>
 *   <li>Every item succeeded: 200, or 202 when one of them is not decided yet.
 *   <li>Some succeeded: 207.
 *   <li>None succeeded: 503 when one may be repeated once the log is back, 429 when one was too
 *       much; then the status that all have, and 207 where they differ.
 * </ul>
 */
final class BatchStatus {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int MIXED = 207;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private BatchStatus() {}

  static int of(List<ItemResult> items) {
    Set<Integer> failures = new TreeSet<>();
    int succeeded = 0;
    boolean decided = true;
    for (ItemResult item : items) {
      if (item.success()) {
        succeeded++;
        decided &= item.isDecided();
      } else {
        failures.add(item.status());
      }
    }
    if (failures.isEmpty()) {
      return decided ? OK : ACCEPTED;
    }
    if (succeeded > 0) {
      return MIXED;
    }
    if (failures.contains(UNAVAILABLE)) {
      return UNAVAILABLE;
    }
    if (failures.contains(TOO_MANY)) {
      return TOO_MANY;
    }
    return failures.size() == 1 ? failures.iterator().next() : MIXED;
  }

  /** Whether a status asks the client to wait before it repeats the batch. */
  static boolean isOverload(int status) {
    return status == TOO_MANY || status == UNAVAILABLE;
  }
}
