package io.chatlog.query.http;

import io.chatlog.http.json.JsonWriter;
import io.chatlog.route.NodeMetadata;
import io.chatlog.route.PartitionRole;
import io.chatlog.route.PartitionStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of the topology: every partition with its nodes, and every node that answers. */
final class TopologyJson {
  private record Held(NodeMetadata node, PartitionStatus status) {}

  private TopologyJson() {}

  static void write(List<NodeMetadata> nodes, int partitionCount, JsonWriter json)
      throws IOException {
    json.startObject().arrayField("partitions");
    for (int partition = 0; partition < partitionCount; partition++) {
      write(partition, holders(nodes, partition), json);
    }
    json.endArray().arrayField("nodes");
    for (NodeMetadata node : nodes) {
      json.startObject()
          .field("node_id", node.nodeId())
          .field("address", node.address().toString())
          .field("ready", node.ready());
      nullable(json, "config_version", node.configVersion());
      json.endObject();
    }
    json.endArray().endObject();
  }

  private static List<Held> holders(List<NodeMetadata> nodes, int partition) {
    List<Held> holders = new ArrayList<>();
    for (NodeMetadata node : nodes) {
      for (PartitionStatus status : node.partitions()) {
        if (status.partition() == partition) {
          holders.add(new Held(node, status));
        }
      }
    }
    return holders;
  }

  private static void write(int partition, List<Held> holders, JsonWriter json) throws IOException {
    Held owner =
        holders.stream()
            .filter(held -> held.status().role() == PartitionRole.ACTIVE)
            .max(Comparator.comparingLong(held -> held.status().appliedOffset()))
            .orElse(null);
    json.startObject()
        .field("partition", partition)
        .field("owner", owner == null ? null : owner.node().address().toString())
        .field("standbys", addresses(holders, PartitionRole.STANDBY));
    json.arrayField("standby_progress");
    for (Held held : holders) {
      if (held.status().role() == PartitionRole.STANDBY) {
        Long there = applied(held);
        Long known = applied(owner);
        json.startObject().field("node", held.node().address().toString());
        nullable(json, "applied_offset", there);
        nullable(
            json,
            "behind_owner",
            there == null || known == null ? null : (Long) Math.max(0, known - there));
        json.endObject();
      }
    }
    json.endArray();
    nullable(json, "applied_offset", applied(owner));
    nullable(json, "lag", owner == null ? null : owner.status().lag());
    json.arrayField("restoring");
    for (Held held : holders) {
      if (held.status().role() == PartitionRole.RESTORING) {
        json.startObject()
            .field("node", held.node().address().toString())
            .field("restored_records", held.status().restoredRecords())
            .field("total_records", held.status().totalRecords())
            .endObject();
      }
    }
    json.endArray().endObject();
  }

  private static List<String> addresses(List<Held> holders, PartitionRole role) {
    return holders.stream()
        .filter(held -> held.status().role() == role)
        .map(held -> held.node().address().toString())
        .toList();
  }

  private static @Nullable Long applied(@Nullable Held owner) {
    return owner == null || owner.status().appliedOffset() < 0
        ? null
        : (Long) owner.status().appliedOffset();
  }

  private static void nullable(JsonWriter json, String name, @Nullable Long value)
      throws IOException {
    if (value == null) {
      json.nullField(name);
    } else {
      json.field(name, value.longValue());
    }
  }
}
