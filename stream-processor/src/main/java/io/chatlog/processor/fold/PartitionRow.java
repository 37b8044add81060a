package io.chatlog.processor.fold;

/**
 * How far a partition is, and its totals. Every event changes it.
 *
 * @param appliedOffset the offset of the last event applied; -1 before the first
 * @param users users that exist
 * @param sessions sessions that are not soft-deleted
 * @param messages messages of those sessions
 */
public record PartitionRow(long appliedOffset, long users, long sessions, long messages) {
  /** Of a partition that holds no event. */
  public static final PartitionRow EMPTY = new PartitionRow(-1, 0, 0, 0);

  PartitionRow at(long offset) {
    return new PartitionRow(offset, users, sessions, messages);
  }

  PartitionRow plus(long usersBy, long sessionsBy, long messagesBy) {
    return new PartitionRow(
        appliedOffset, users + usersBy, sessions + sessionsBy, messages + messagesBy);
  }
}
