package io.chatlog.processor.fold;

/**
 * How far a partition is, and its totals. Every event changes it.
 *
 * @param appliedOffset the offset of the last event applied; -1 before the first
 * @param users users that exist
 * @param sessions sessions that are not soft-deleted
 * @param messages messages of those sessions
 * @param oldestUploadMicros when the oldest upload of a document that is not complete began, or
 *     before; {@link #NO_UPLOAD} when there is none
 */
public record PartitionRow(
    long appliedOffset, long users, long sessions, long messages, long oldestUploadMicros) {
  /** While no document is being uploaded. */
  public static final long NO_UPLOAD = Long.MAX_VALUE;

  /** Of a partition that holds no event. */
  public static final PartitionRow EMPTY = new PartitionRow(-1, 0, 0, 0, NO_UPLOAD);

  PartitionRow at(long offset) {
    return new PartitionRow(offset, users, sessions, messages, oldestUploadMicros);
  }

  PartitionRow plus(long usersBy, long sessionsBy, long messagesBy) {
    return new PartitionRow(
        appliedOffset,
        users + usersBy,
        sessions + sessionsBy,
        messages + messagesBy,
        oldestUploadMicros);
  }

  /** With an upload that began at a time. */
  PartitionRow withUpload(long begunMicros) {
    return since(Math.min(oldestUploadMicros, begunMicros));
  }

  /** With another oldest upload. */
  PartitionRow since(long begunMicros) {
    return new PartitionRow(appliedOffset, users, sessions, messages, begunMicros);
  }
}
