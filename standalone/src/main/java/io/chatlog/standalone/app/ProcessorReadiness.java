package io.chatlog.standalone.app;

import io.chatlog.http.operations.Readiness;
import io.chatlog.processor.runtime.RunningProcessor;
import io.chatlog.route.NodeMetadata;
import io.chatlog.route.PartitionRole;
import io.chatlog.route.PartitionStatus;
import java.util.ArrayList;
import java.util.List;

/** Whether a stream processor serves what it is to own, with the progress of restores. */
record ProcessorReadiness(RunningProcessor processor) implements Readiness {
  @Override
  public Report report() {
    NodeMetadata node = processor.status().metadata();
    List<Part> parts = new ArrayList<>();
    long restored = 0;
    long total = 0;
    int active = 0;
    for (PartitionStatus partition : node.partitions()) {
      restored += partition.restoredRecords();
      total += partition.totalRecords();
      active += partition.role() == PartitionRole.ACTIVE ? 1 : 0;
    }
    String owned = active + " of " + node.partitionCount() + " partitions are active here";
    if (node.ready()) {
      parts.add(Part.ready("state", owned));
    } else if (total > 0) {
      parts.add(
          new Part(
              "state",
              false,
              "restoring " + restored + " of at most " + total + " records; " + owned,
              Math.min(1.0, (double) restored / total)));
    } else {
      String doing = active == 0 ? "joining; " : "applying what the log holds; ";
      parts.add(Part.notReady("state", doing + owned));
    }
    return new Report(parts);
  }
}
