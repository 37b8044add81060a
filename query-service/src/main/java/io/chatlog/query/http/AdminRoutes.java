package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.route.NodeMetadata;
import io.chatlog.route.Topology;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The limits in force, and which node holds what. */
final class AdminRoutes implements Routes {
  private final Topology topology;
  private final int partitionCount;
  private final Map<String, Object> limits;

  /**
   * @param limits by name: numbers, truth values or texts
   */
  AdminRoutes(Topology topology, int partitionCount, Map<String, Object> limits) {
    this.topology = topology;
    this.partitionCount = partitionCount;
    this.limits = new TreeMap<>(limits);
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(HttpMethod.GET, "/v1/admin/config", "get_config", this::config)
        .add(HttpMethod.GET, "/v1/admin/stores", "get_stores", this::stores)
        .add(HttpMethod.GET, "/v1/admin/topology", "get_topology", this::topology);
  }

  private Answer config(Request request) {
    return Answer.json(
        200,
        json -> {
          json.startObject().objectField("limits");
          for (Map.Entry<String, Object> limit : limits.entrySet()) {
            switch (limit.getValue()) {
              case Number number -> json.field(limit.getKey(), number.longValue());
              case Boolean truth -> json.field(limit.getKey(), truth.booleanValue());
              case Object text -> json.field(limit.getKey(), text.toString());
            }
          }
          json.endObject().endObject();
        });
  }

  private Answer stores(Request request) {
    StoresJson stores = StoresJson.ask(topology);
    return Answer.json(200, stores::write);
  }

  private Answer topology(Request request) {
    List<NodeMetadata> nodes = topology.nodes();
    return Answer.json(200, json -> TopologyJson.write(nodes, partitionCount, json));
  }
}
