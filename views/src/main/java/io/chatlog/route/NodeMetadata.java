package io.chatlog.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself at one moment.
 *
 * @param nodeId a name for people, the same for the life of the process
 * @param address where other nodes reach its reads
 * @param partitionCount how many partitions the log has
 * @param ready whether it has joined, and restores no partition that it is to own
 * @param partitions those that it holds, in whatever role
 * @param peers addresses of other nodes that it knows of; nothing but addresses, because only a
 *     node itself knows what it owns
 * @param configVersion the version of settings that it has applied last, 0 before the first change;
 *     null where it does not say, as older versions do not
 */
public record NodeMetadata(
    String nodeId,
    NodeAddress address,
    int partitionCount,
    boolean ready,
    List<PartitionStatus> partitions,
    List<NodeAddress> peers,
    @Nullable Long configVersion) {
  public NodeMetadata {
    partitions = List.copyOf(partitions);
    peers = List.copyOf(peers);
  }
}
