package io.chatlog.view;

import io.chatlog.value.UserId;

/**
 * Reads of the whole system, wherever its partitions are. Thread-safe; blocks up to the wait of the
 * freshness, or to the configured deadline where an owner has to be found first.
 */
public interface Reads {
  /** Answers a read. */
  <R> Answer<R> read(Read<R> read, Freshness freshness);

  /** The partition that holds a user's data. */
  int partitionOf(UserId user);

  /** How many partitions the log has. */
  int partitionCount();
}
