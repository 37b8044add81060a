package io.chatlog.route;

import org.jspecify.annotations.Nullable;

/**
 * How one partition stands on one node.
 *
 * @param appliedOffset every event up to this offset is applied; -1 when none is, or while that is
 *     not known
 * @param endOffset the offset behind the last event of the log, at least; null when not known
 * @param restoredRecords how many records a restore has taken in so far; 0 when it is not restoring
 * @param totalRecords how many records a restore has to take in; 0 when it is not restoring
 */
public record PartitionStatus(
    int partition,
    PartitionRole role,
    long appliedOffset,
    @Nullable Long endOffset,
    long restoredRecords,
    long totalRecords) {

  /** How many events of the log are not applied yet, or null when not known. */
  public @Nullable Long lag() {
    return endOffset == null ? null : (Long) Math.max(0, endOffset - 1 - appliedOffset);
  }
}
