package io.chatlog.testkit.read;

import io.chatlog.route.NodeAddress;
import io.chatlog.route.NodeMetadata;
import io.chatlog.route.NodeStatus;
import io.chatlog.route.PartitionRole;
import io.chatlog.route.PartitionStatus;
import io.chatlog.view.Freshness;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.PartitionReads;
import io.chatlog.view.Read;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A node that answers from the model for the partitions that a test gives it: what a stream
 * processor does, without one. Thread-safe.
 */
public final class ModelNode implements PartitionReads, NodeStatus {
  private final String nodeId;
  private final ModelState state;
  private final Map<Integer, PartitionRole> roles = new ConcurrentHashMap<>();
  private final List<NodeAddress> peers = new CopyOnWriteArrayList<>();
  private final AtomicLong readsSeen = new AtomicLong();
  private volatile NodeAddress address;
  private volatile @Nullable NodeMetadata lie;

  /** A node that holds nothing. */
  public ModelNode(String nodeId, ModelState state) {
    this.nodeId = nodeId;
    this.state = state;
    this.address = new NodeAddress("127.0.0.1", 1);
  }

  /** A node that owns every partition. */
  public static ModelNode owningAll(String nodeId, ModelState state) {
    ModelNode node = new ModelNode(nodeId, state);
    for (int partition = 0; partition < state.partitionCount(); partition++) {
      node.hold(partition, PartitionRole.ACTIVE);
    }
    return node;
  }

  /** Says where the node is reached. */
  public ModelNode at(NodeAddress where) {
    address = where;
    return this;
  }

  /** Makes the node know of another one. */
  public ModelNode knows(NodeAddress peer) {
    peers.add(peer);
    return this;
  }

  /** Gives the node a partition in a role. */
  public ModelNode hold(int partition, PartitionRole role) {
    roles.put(partition, role);
    state.wake();
    return this;
  }

  /** Takes a partition from the node. */
  public ModelNode drop(int partition) {
    roles.remove(partition);
    state.wake();
    return this;
  }

  /** Makes the node go on saying what it says now, whatever happens to it. */
  public ModelNode freezeMetadata() {
    lie = metadata();
    return this;
  }

  /** How many reads the node was asked. */
  public long readsSeen() {
    return readsSeen.get();
  }

  @Override
  public NodeMetadata metadata() {
    NodeMetadata frozen = lie;
    if (frozen != null) {
      return frozen;
    }
    List<PartitionStatus> partitions =
        roles.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(held -> status(held.getKey(), held.getValue()))
            .toList();
    boolean ready = roles.values().stream().noneMatch(role -> role == PartitionRole.RESTORING);
    return new NodeMetadata(nodeId, address, state.partitionCount(), ready, partitions, peers, 3L);
  }

  private PartitionStatus status(int partition, PartitionRole role) {
    long applied = state.applied(partition);
    boolean restoring = role == PartitionRole.RESTORING;
    return new PartitionStatus(
        partition,
        role,
        restoring ? -1 : applied,
        applied + 1,
        restoring ? applied / 2 : 0,
        restoring ? applied + 1 : 0);
  }

  @Override
  public <R> PartitionAnswer<R> read(int partition, Read<R> read, Freshness freshness) {
    readsSeen.incrementAndGet();
    PartitionRole role = roles.get(partition);
    if (role == PartitionRole.STANDBY && freshness.staleAllowed()) {
      return look(partition, read, true);
    }
    if (role != PartitionRole.ACTIVE) {
      return notHere(partition);
    }
    OptionalLong wanted = freshness.atLeast().offset(partition);
    if (wanted.isPresent()) {
      long reached;
      try {
        reached =
            state.await(
                partition, wanted.getAsLong(), freshness.waitMillis(), () -> owns(partition));
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return notHere(partition);
      }
      if (!owns(partition)) {
        return notHere(partition);
      }
      if (reached < wanted.getAsLong()) {
        return new PartitionAnswer.Behind<>(reached);
      }
    }
    return look(partition, read, false);
  }

  private <R> PartitionAnswer<R> look(int partition, Read<R> read, boolean stale) {
    long applied = state.applied(partition); // before the look, so that what is said was seen
    return new PartitionAnswer.Answered<>(state.answer(partition, read), applied, stale);
  }

  private boolean owns(int partition) {
    return roles.get(partition) == PartitionRole.ACTIVE;
  }

  private <R> PartitionAnswer<R> notHere(int partition) {
    return new PartitionAnswer.NotHere<>(nodeId + " does not own partition " + partition);
  }
}
