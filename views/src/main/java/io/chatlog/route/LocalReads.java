package io.chatlog.route;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.Freshness;
import io.chatlog.view.PartitionReads;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads of a system that is one process: the same way as {@link RoutedReads} without the network. A
 * partition that is not there yet, or is being moved, is asked again until the deadline.
 */
public final class LocalReads implements Reads, Topology {
  private final GatedReads gated;
  private final Router router;
  private final NodeStatus status;
  private final Node node;
  private final RouteSettings settings;

  /**
   * @param reads of the one node
   * @param status of the one node
   * @param partitionCount how many partitions the log has
   */
  public LocalReads(
      PartitionReads reads, NodeStatus status, int partitionCount, RouteSettings settings) {
    this.gated = new GatedReads(reads, settings.localReadsMax(), settings.attemptTimeout());
    this.node = new LocalNode(status.metadata().address(), gated);
    this.router =
        new Router(new OnlyNode(node, settings.askIntervalMin()), partitionCount, settings);
    this.status = status;
    this.settings = settings;
  }

  /** Lets another number of reads be inside the state from now on. */
  public void limit(int readsMax) {
    gated.limit(readsMax);
  }

  @Override
  public <R> Answer<R> read(Read<R> read, Freshness freshness) {
    if (!(read instanceof Read.OfAll<R> all) || !all.isBetterJoint()) {
      return router.read(read, freshness);
    }
    long began = System.nanoTime();
    return joint(all, freshness)
        .orElseGet(
            () -> router.read(read, freshness.after(Duration.ofNanos(System.nanoTime() - began))));
  }

  private <R> Optional<Answer<R>> joint(Read.OfAll<R> read, Freshness freshness) {
    try {
      return gated
          .readJointly(read, partitionCount(), freshness)
          .map(joint -> new Answer.Complete<>(joint.value(), joint.reflects(), false, List.of()));
    } catch (TooManyReads busy) {
      return Optional.of(
          new Answer.Failed<>(ErrorCode.DEADLINE_EXCEEDED, String.valueOf(busy.getMessage())));
    }
  }

  @Override
  public int partitionOf(UserId user) {
    return router.partitionOf(user);
  }

  @Override
  public int partitionCount() {
    return router.partitionCount();
  }

  @Override
  public List<NodeMetadata> nodes() {
    return List.of(status.metadata());
  }

  @Override
  public <R> Answer<R> ask(NodeAddress address, int partition, Read<R> read) {
    return OneNode.ask(node, partition, read, settings.attemptTimeout());
  }
}
