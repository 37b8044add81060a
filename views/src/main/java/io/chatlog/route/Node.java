package io.chatlog.route;

import io.chatlog.view.Freshness;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.Read;
import java.time.Duration;

/** One node, as the router reaches it. Thread-safe. */
interface Node {
  /** Where it is. */
  NodeAddress address();

  /**
   * Asks the node a read of one partition.
   *
   * @param timeout the longest that the call takes
   */
  <R> PartitionAnswer<R> read(int partition, Read<R> read, Freshness freshness, Duration timeout)
      throws NodeFailure, InterruptedException;
}
