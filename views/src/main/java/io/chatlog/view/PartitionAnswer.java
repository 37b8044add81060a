package io.chatlog.view;

/** What one node says to a read of one partition. */
public sealed interface PartitionAnswer<R> {
  /**
   * The answer.
   *
   * @param appliedOffset it reflects every event up to this offset, and perhaps later ones; -1 when
   *     the partition holds no event
   * @param stale whether a stand-by answered
   */
  record Answered<R>(R value, long appliedOffset, boolean stale) implements PartitionAnswer<R> {}

  /**
   * The position asked for was not applied in time: repeat the read, or wait longer.
   *
   * @param appliedOffset how far the partition is
   */
  record Behind<R>(long appliedOffset) implements PartitionAnswer<R> {}

  /**
   * This node cannot answer for the partition now: it is not the owner, or is restoring it. Ask
   * again whoever owns it then.
   *
   * @param why for logs
   */
  record NotHere<R>(String why) implements PartitionAnswer<R> {}
}
