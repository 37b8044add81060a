package io.chatlog.standalone.app;

import io.chatlog.http.operations.Readiness;
import io.chatlog.route.NodeMetadata;
import io.chatlog.route.PartitionRole;
import io.chatlog.route.Topology;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether every partition has an owner that can be reached from here. */
record ReadsReadiness(Topology topology, int partitionCount) implements Readiness {
  @Override
  public Report report() {
    Set<Integer> owned = new TreeSet<>();
    for (NodeMetadata node : topology.nodes()) {
      node.partitions().stream()
          .filter(partition -> partition.role() == PartitionRole.ACTIVE)
          .forEach(partition -> owned.add(partition.partition()));
    }
    String detail = owned.size() + " of " + partitionCount + " partitions have an owner";
    return new Report(
        List.of(
            new Part(
                "partitions",
                owned.size() == partitionCount,
                detail,
                (double) owned.size() / partitionCount)));
  }
}
