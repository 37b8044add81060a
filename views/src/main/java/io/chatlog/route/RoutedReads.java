package io.chatlog.route;

import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.Freshness;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import java.util.List;

/**
 * Reads of a system of several processes: each read goes to the node that owns its partition, over
 * a kept-alive connection.
 *
 * <ul>
 *   <li>Without a position, a read answers what the owner has applied. When the owner is gone, the
 *       read waits for the new one, up to the deadline of the settings; where a stale answer is
 *       allowed, a stand-by answers instead, at once, if it has something to show: that it has
 *       nothing may only mean that it is behind.
 *   <li>With a position, only an owner that has applied it answers; its wait begins when an owner
 *       is found. {@code position_not_reached} says that the wait passed, {@code
 *       partition_unavailable} that no owner was found. Both may be repeated.
 *   <li>Who names the wait ({@link Freshness#waitNamed}) has an owner looked for that long and no
 *       longer, a little apart; after it the answer is {@code position_not_reached} where a
 *       position was asked for, else {@code partition_unavailable}. What a read takes at its owner
 *       is not in it.
 *   <li>A question about outcomes takes no longer than the wait of its freshness, all in all.
 *   <li>A search over all partitions, or a list of all sessions, answers without one that is away,
 *       and names it. Having waited for it in vain, the next searches do not, for a while.
 * </ul>
 *
 * <p>An owner that was cut off and does not know yet that it lost the partition may answer a read
 * without a position from its past, for as long as the group's session time-out. Reads with a
 * position are never answered from before it.
 *
 * <p>Thread-safe; blocks the calling thread, which is meant to be a virtual one.
 */
public final class RoutedReads implements Reads, Topology, AutoCloseable {
  private final NodeTransport transport;
  private final Cluster cluster;
  private final Router router;

  RoutedReads(NodeTransport transport, int partitionCount, RouteSettings settings) {
    this.transport = transport;
    this.cluster = new Cluster(transport, partitionCount, settings);
    this.router = new Router(cluster, partitionCount, settings);
  }

  /**
   * Reads over HTTP. Makes no connection until the first read.
   *
   * @param partitionCount how many partitions the log has; a node that says otherwise is not asked
   * @throws IllegalArgumentException when no processor is named
   */
  public static RoutedReads overHttp(int partitionCount, RouteSettings settings) {
    if (settings.processors().isEmpty()) {
      throw new IllegalArgumentException("chatlog.route.processors names no processor");
    }
    return new RoutedReads(new HttpTransport(settings), partitionCount, settings);
  }

  @Override
  public <R> Answer<R> read(Read<R> read, Freshness freshness) {
    return router.read(read, freshness);
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
    return cluster.nodes();
  }

  @Override
  public <R> Answer<R> ask(NodeAddress address, int partition, Read<R> read) {
    return cluster.ask(address, partition, read);
  }

  /** Ends reads that wait for an owner, and closes the connections. */
  @Override
  public void close() {
    cluster.close();
    transport.close();
  }
}
