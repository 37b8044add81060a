package io.chatlog.processor.http;

import io.chatlog.http.HttpServer;
import io.chatlog.http.HttpServerSettings;
import io.chatlog.route.NodeAddress;
import io.chatlog.route.RouteSettings;
import io.chatlog.testkit.read.ModelNode;
import io.chatlog.testkit.read.ModelState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Model nodes behind the real endpoint, on free ports of this machine. */
final class HttpNodes implements AutoCloseable {
  /** A node and its server. */
  record Running(ModelNode node, HttpServer server) {
    NodeAddress address() {
      return new NodeAddress("127.0.0.1", server.port());
    }

    void kill() {
      server.close();
    }
  }

  private final ModelState state;
  private final List<Running> running = new ArrayList<>();

  HttpNodes(ModelState state) {
    this.state = state;
  }

  /** Starts a node that holds nothing. */
  Running start(String nodeId) {
    ModelNode node = new ModelNode(nodeId, state);
    HttpServer server =
        new HttpServer(
                HttpServerSettings.defaults(),
                new SimpleMeterRegistry(),
                List.of(new InternalRoutes(node, node, 64)))
            .start();
    Running started = new Running(node.at(new NodeAddress("127.0.0.1", server.port())), server);
    running.add(started);
    return started;
  }

  /** Settings that know some nodes, and are patient for a test's time. */
  static RouteSettings settings(Running... known) {
    return new RouteSettings(
        java.util.Arrays.stream(known).map(Running::address).toList(),
        Duration.ofSeconds(3),
        Duration.ofMillis(1_500),
        Duration.ofSeconds(1),
        Duration.ofMillis(500),
        Duration.ofMillis(500),
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        64,
        8,
        1 << 24);
  }

  @Override
  public void close() {
    running.forEach(Running::kill);
  }
}
