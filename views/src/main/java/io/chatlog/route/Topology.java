package io.chatlog.route;

import java.util.List;

/** The nodes of the system and what they hold, for people and for readiness. Thread-safe. */
public interface Topology {
  /**
   * What the nodes say of themselves, asked anew unless that was done within the last second; a
   * node that does not answer is missing.
   */
  List<NodeMetadata> nodes();
}
