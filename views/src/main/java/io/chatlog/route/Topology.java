package io.chatlog.route;

import io.chatlog.view.Answer;
import io.chatlog.view.Read;
import java.util.List;

/** The nodes of the system and what they hold, for people and for readiness. Thread-safe. */
public interface Topology {
  /**
   * What the nodes say of themselves, asked anew unless that was done within the last second; a
   * node that does not answer is missing.
   */
  List<NodeMetadata> nodes();

  /**
   * Asks one node about a partition that it holds, as owner or stand-by; nobody else is asked in
   * its place.
   */
  <R> Answer<R> ask(NodeAddress node, int partition, Read<R> read);
}
