package io.chatlog.http.operations;

import io.chatlog.route.NodeMetadata;
import io.chatlog.route.PartitionRole;
import io.chatlog.route.PartitionStatus;
import io.chatlog.route.Topology;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ready once every partition has had an owner that had applied what the log held, and then for as
 * long as any node answers: a partition that is between two owners makes its own reads wait, and is
 * no reason to take the others away. Thread-safe.
 */
public final class OwnersKnown implements Readiness {
  private final Topology topology;
  private final int partitionCount;
  private volatile boolean wasComplete;

  /**
   * @param topology which node holds what, as this process knows it
   * @param partitionCount of the events topic
   */
  public OwnersKnown(Topology topology, int partitionCount) {
    this.topology = topology;
    this.partitionCount = partitionCount;
  }

  @Override
  public Report report() {
    List<NodeMetadata> nodes = topology.nodes();
    Set<Integer> owned = new TreeSet<>();
    long restored = 0;
    long toRestore = 0;
    for (NodeMetadata node : nodes) {
      for (PartitionStatus status : node.partitions()) {
        if (status.role() == PartitionRole.ACTIVE && node.ready()) {
          owned.add(status.partition());
        }
        restored += status.restoredRecords();
        toRestore += status.totalRecords();
      }
    }
    wasComplete |= owned.size() >= partitionCount;
    String detail =
        nodes.size()
            + (nodes.size() == 1 ? " processor answers, " : " processors answer, ")
            + owned.size()
            + " of "
            + partitionCount
            + " partitions have an owner that is ready";
    if (wasComplete && !nodes.isEmpty()) {
      return new Report(List.of(Part.ready("partitions", detail)));
    }
    Double progress = toRestore == 0 ? null : (Double) ((double) restored / toRestore);
    return new Report(List.of(new Part("partitions", false, detail, progress)));
  }
}
