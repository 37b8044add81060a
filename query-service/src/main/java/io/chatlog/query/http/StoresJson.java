package io.chatlog.query.http;

import io.chatlog.http.json.JsonWriter;
import io.chatlog.route.NodeMetadata;
import io.chatlog.route.PartitionRole;
import io.chatlog.route.PartitionStatus;
import io.chatlog.route.Topology;
import io.chatlog.topic.LogSizes;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Answer.Failed;
import io.chatlog.view.Read;
import io.chatlog.view.StoreFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of what nodes keep: every node that answers, with every partition that it holds. */
final class StoresJson {
  /** What a node keeps of a partition, or why it does not say. */
  private record Kept(
      PartitionStatus status, @Nullable StoreFigures figures, @Nullable String why) {}

  private record OfNode(NodeMetadata node, List<Kept> kept) {}

  private final List<OfNode> nodes = new ArrayList<>();
  private final LogSizes.Sizes topics;

  private StoresJson(LogSizes.Sizes topics) {
    this.topics = topics;
  }

  /** Asks every node that holds something, and the brokers. */
  static StoresJson ask(Topology topology, LogSizes logSizes) {
    StoresJson stores = new StoresJson(logSizes.now());
    for (NodeMetadata node : topology.nodes()) {
      List<Kept> kept = new ArrayList<>();
      for (PartitionStatus status : node.partitions()) {
        if (status.role() != PartitionRole.RESTORING) {
          Read.GetStoreFigures read = new Read.GetStoreFigures(status.partition());
          kept.add(
              switch (topology.ask(node.address(), status.partition(), read)) {
                case Complete<StoreFigures> complete -> new Kept(status, complete.value(), null);
                case Failed<StoreFigures> failed -> new Kept(status, null, failed.detail());
              });
        }
      }
      stores.nodes.add(new OfNode(node, kept));
    }
    return stores;
  }

  void write(JsonWriter json) throws IOException {
    json.startObject().arrayField("nodes");
    for (OfNode of : nodes) {
      json.startObject()
          .field("node_id", of.node().nodeId())
          .field("address", of.node().address().toString());
      memory(of.kept(), json);
      json.arrayField("partitions");
      for (Kept kept : of.kept()) {
        write(kept, json);
      }
      json.endArray().endObject();
    }
    json.endArray().objectField("log").field("fault", topics.fault()).objectField("topics");
    for (Map.Entry<String, LogSizes.TopicSize> topic : topics.topics().entrySet()) {
      json.objectField(topic.getKey())
          .field("partitions", topic.getValue().partitions())
          .field("replicas", topic.getValue().replicas())
          .field("bytes", topic.getValue().bytes())
          .endObject();
    }
    json.endObject().endObject().endObject();
  }

  private static void memory(List<Kept> kept, JsonWriter json) throws IOException {
    for (Kept one : kept) {
      if (one.figures() != null) {
        StoreFigures.Memory memory = one.figures().memory();
        long looked = memory.cacheHits() + memory.cacheMisses();
        json.objectField("memory")
            .field("used_bytes", memory.usedBytes())
            .field("limit_bytes", memory.limitBytes())
            .field("cache_hits", memory.cacheHits())
            .field("cache_misses", memory.cacheMisses());
        if (looked == 0) {
          json.nullField("cache_hit_ratio");
        } else {
          json.field("cache_hit_ratio", (double) memory.cacheHits() / looked);
        }
        json.endObject();
        return;
      }
    }
    json.nullField("memory");
  }

  private static void write(Kept kept, JsonWriter json) throws IOException {
    json.startObject()
        .field("partition", kept.status().partition())
        .field("role", kept.status().role().name().toLowerCase(Locale.ROOT));
    StoreFigures figures = kept.figures();
    if (figures == null) {
      json.field("fault", kept.why()).endObject();
      return;
    }
    json.field("applied_offset", figures.appliedOffset()).field("reads", figures.reads());
    json.objectField("reads_by_kind");
    for (StoreFigures.Reads reads : figures.readsByKind()) {
      json.field(reads.name(), reads.many());
    }
    json.endObject();
    json.objectField("rows").field("bytes", figures.rowsBytes()).objectField("kinds");
    for (StoreFigures.Kind kind : figures.kinds()) {
      json.objectField(kind.name())
          .field("entries", kind.entries())
          .field("estimated", kind.estimated())
          .field("bytes", kind.bytes())
          .endObject();
    }
    json.endObject().endObject();
    json.objectField("index")
        .field("bytes", figures.indexBytes())
        .field("messages", figures.indexMessages())
        .field("sessions", figures.indexSessions());
    if (figures.indexDurableOffset() == null) {
      json.nullField("durable_changelog_offset");
    } else {
      json.field("durable_changelog_offset", figures.indexDurableOffset());
    }
    json.endObject().endObject();
  }
}
