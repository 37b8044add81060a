package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.route.NodeMetadata;
import io.chatlog.route.Topology;
import io.chatlog.topic.LogSizes;
import java.util.List;

/** Which node holds what, and how much. */
final class AdminRoutes implements Routes {
  private final Topology topology;
  private final int partitionCount;
  private final LogSizes logSizes;

  AdminRoutes(Topology topology, int partitionCount, LogSizes logSizes) {
    this.topology = topology;
    this.partitionCount = partitionCount;
    this.logSizes = logSizes;
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(HttpMethod.GET, "/v1/admin/stores", "get_stores", this::stores)
        .add(HttpMethod.GET, "/v1/admin/topology", "get_topology", this::topology);
  }

  private Answer stores(Request request) {
    StoresJson stores = StoresJson.ask(topology, logSizes);
    return Answer.json(200, stores::write);
  }

  private Answer topology(Request request) {
    List<NodeMetadata> nodes = topology.nodes();
    return Answer.json(200, json -> TopologyJson.write(nodes, partitionCount, json));
  }
}
