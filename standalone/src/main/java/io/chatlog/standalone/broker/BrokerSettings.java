package io.chatlog.standalone.broker;

import io.chatlog.standalone.net.HostPort;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a broker needs to know. It is a KRaft broker and controller in one.
 *
 * @param nodeId of this broker, from 1, the same at every start of its data
 * @param listener for clients; with port 0 a free one is taken
 * @param advertisedHost the host that clients are told to connect to
 * @param controller for the other controllers; with port 0 a free one is taken, which only a node
 *     that is alone may do
 * @param voters every controller of the cluster by node id, this one included; empty for a node
 *     that is alone
 * @param logDir where the log is kept; made and formatted at the first start
 * @param clusterId of a new log, a random one when empty; of a log that is there, it must be this
 */
public record BrokerSettings(
    int nodeId,
    HostPort listener,
    String advertisedHost,
    HostPort controller,
    Map<Integer, HostPort> voters,
    Path logDir,
    Optional<String> clusterId) {

  /** Refuses settings that cannot form a cluster. */
  public BrokerSettings {
    if (nodeId < 1) {
      throw new IllegalArgumentException("node id must be 1 or more, not " + nodeId);
    }
    voters = Map.copyOf(voters);
    if (!voters.isEmpty()) {
      HostPort own = voters.get(nodeId);
      if (own == null) {
        throw new IllegalArgumentException("the quorum does not name node " + nodeId);
      }
      if (own.port() != controller.port()) {
        throw new IllegalArgumentException(
            "the quorum gives node %d the controller port %d, not %d"
                .formatted(nodeId, own.port(), controller.port()));
      }
      if (voters.size() > 1 && clusterId.isEmpty()) {
        throw new IllegalArgumentException("a cluster of several nodes needs a cluster id");
      }
    }
  }

  /** A node that is alone, its controller on a free loopback port. */
  public static BrokerSettings alone(HostPort listener, String advertisedHost, Path logDir) {
    return new BrokerSettings(
        1,
        listener,
        advertisedHost,
        new HostPort("127.0.0.1", 0),
        Map.of(),
        logDir,
        Optional.empty());
  }

  /** The number of nodes in the cluster. */
  public int nodes() {
    return Math.max(1, voters.size());
  }

  BrokerSettings withPorts(int listenerPort, int controllerPort) {
    return new BrokerSettings(
        nodeId,
        new HostPort(listener.host(), listenerPort),
        advertisedHost,
        new HostPort(controller.host(), controllerPort),
        voters,
        logDir,
        clusterId);
  }
}
