package io.chatlog.route;

import io.chatlog.view.Freshness;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.PartitionReads;
import io.chatlog.view.Read;
import java.time.Duration;

/** The node of the same process: a call, not a request. */
record LocalNode(NodeAddress address, PartitionReads reads) implements Node {
  @Override
  public <R> PartitionAnswer<R> read(
      int partition, Read<R> read, Freshness freshness, Duration timeout) throws NodeFailure {
    try {
      return reads.read(partition, read, freshness);
    } catch (TooManyReads busy) {
      throw new NodeFailure(NodeFailure.Kind.BUSY, String.valueOf(busy.getMessage()));
    }
  }
}
