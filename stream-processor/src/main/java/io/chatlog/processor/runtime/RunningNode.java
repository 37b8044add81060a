package io.chatlog.processor.runtime;

import io.chatlog.processor.read.AppliedOffsets;
import io.chatlog.processor.store.Rows;
import io.chatlog.route.NodeAddress;
import io.chatlog.route.NodeMetadata;
import io.chatlog.route.NodeStatus;
import io.chatlog.route.PartitionRole;
import io.chatlog.route.PartitionStatus;
import io.chatlog.topic.LogEnds;
import io.chatlog.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/** How this node stands, put together from what is in memory. Thread-safe. */
final class RunningNode implements NodeStatus {
  private final String nodeId;
  private final NodeAddress address;
  private final int partitionCount;
  private final ProcessorRuntime runtime;
  private final AppliedOffsets applied;
  private final Restores restores;
  private final LongSupplier configVersion;
  private final LogEnds logEnds;

  RunningNode(
      String nodeId,
      NodeAddress address,
      int partitionCount,
      ProcessorRuntime runtime,
      AppliedOffsets applied,
      Restores restores,
      LongSupplier configVersion,
      LogEnds logEnds) {
    this.nodeId = nodeId;
    this.address = address;
    this.partitionCount = partitionCount;
    this.runtime = runtime;
    this.applied = applied;
    this.restores = restores;
    this.configVersion = configVersion;
    this.logEnds = logEnds;
  }

  @Override
  public NodeMetadata metadata() {
    KafkaStreams streams = runtime.streams();
    Map<Integer, PartitionStatus> partitions = new TreeMap<>();
    Map<Integer, Long> committed = new HashMap<>();
    if (streams != null) {
      for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
        thread.standbyTasks().forEach(task -> standBy(task, partitions));
        thread.activeTasks().forEach(task -> committed(task, committed));
      }
    }
    restores
        .underWay()
        .forEach(
            (partition, progress) ->
                partitions.put(
                    partition,
                    new PartitionStatus(
                        partition,
                        PartitionRole.RESTORING,
                        -1,
                        null,
                        progress.restored(),
                        progress.total())));
    // asked for after what is applied, so that a lag is told too long rather than too short
    Map<Integer, Long> appliedNow = applied.snapshot();
    Map<Integer, Long> ends = appliedNow.isEmpty() ? Map.of() : logEnds.now();
    appliedNow.forEach(
        (partition, offset) -> {
          Long end = ends.get(partition);
          // what stands behind the last event can be the marker of a transaction, never applied
          boolean read = end != null && committed.getOrDefault(partition, 0L) >= end;
          partitions.put(
              partition,
              new PartitionStatus(
                  partition, PartitionRole.ACTIVE, offset, read ? (Long) (offset + 1) : end, 0, 0));
        });
    return new NodeMetadata(
        nodeId,
        address,
        partitionCount,
        runtime.ready(),
        new ArrayList<>(partitions.values()),
        peers(streams),
        configVersion.getAsLong());
  }

  /** Up to where the log is read, events and whatever else, as far as that is committed. */
  private static void committed(TaskMetadata task, Map<Integer, Long> offsets) {
    task.committedOffsets()
        .forEach(
            (of, offset) -> {
              if (of.topic().equals(Topics.EVENTS)) {
                offsets.put(of.partition(), offset);
              }
            });
  }

  private void standBy(TaskMetadata task, Map<Integer, PartitionStatus> partitions) {
    int partition = task.taskId().partition();
    partitions.put(
        partition,
        new PartitionStatus(partition, PartitionRole.STANDBY, followed(partition), null, 0, 0));
  }

  /** How far a stand-by is; -1 when that is not known. */
  private long followed(int partition) {
    try {
      return runtime
          .open(partition, false)
          .map(handle -> new Rows(handle).partition().appliedOffset())
          .orElse(-1L);
    } catch (InvalidStateStoreException moved) {
      return -1;
    }
  }

  private List<NodeAddress> peers(@Nullable KafkaStreams streams) {
    List<NodeAddress> peers = new ArrayList<>();
    if (streams != null && runtime.joined()) {
      for (StreamsMetadata other : streams.metadataForAllStreamsClients()) {
        if (!other.host().equals("unavailable") && other.port() > 0) {
          NodeAddress peer = new NodeAddress(other.host(), other.port());
          if (!peer.equals(address)) {
            peers.add(peer);
          }
        }
      }
    }
    return peers;
  }
}
