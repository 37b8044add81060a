package io.chatlog.route;

import java.time.Duration;

/** Reaches nodes by their addresses. Thread-safe. */
interface NodeTransport extends AutoCloseable {
  /** The node at an address; makes no connection yet. */
  Node node(NodeAddress address);

  /**
   * Asks a node how it stands.
   *
   * @param timeout the longest that the call takes
   */
  NodeMetadata metadata(NodeAddress address, Duration timeout)
      throws NodeFailure, InterruptedException;

  @Override
  void close();
}
