package io.chatlog.route;

import java.util.List;

/** Who answers for a partition, as far as is known. Thread-safe. */
interface Owners {
  /**
   * Whom to ask.
   *
   * @param version of the knowledge that this is from
   * @param nodes the best first: owners, then stand-bys where a stale answer is allowed; empty when
   *     none is known
   */
  record Candidates(long version, List<Node> nodes) {}

  /** Whom to ask for a partition. */
  Candidates candidates(int partition, boolean staleAllowed);

  /** A node said that it does not answer for a partition now. */
  void disowned(Node node, int partition);

  /** A node gave no answer. */
  void unreachable(Node node);

  /**
   * Waits until asking again makes sense: something else is known than the version has, or a while
   * has passed. Looks for news itself.
   *
   * @return false when the deadline passed instead
   */
  boolean awaitNews(long version, Deadline deadline) throws InterruptedException;
}
