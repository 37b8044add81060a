package io.chatlog.route;

/** What a node does with a partition. The order is that of the numbers on the wire: append only. */
public enum PartitionRole {
  /** It owns the partition: applies its events and answers every read of it. */
  ACTIVE,
  /** It follows the owner, and answers reads that allow stale answers. */
  STANDBY,
  /** It is to own or follow the partition and is not there yet: it answers nothing of it. */
  RESTORING
}
