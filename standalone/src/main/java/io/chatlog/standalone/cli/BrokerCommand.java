package io.chatlog.standalone.cli;

import io.chatlog.standalone.broker.BrokerSettings;
import io.chatlog.standalone.logging.LogFiles;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.standalone.role.RoleStarter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chatlog broker}. */
@Command(
    name = "broker",
    header = "Runs a Kafka broker",
    description = {
      "Runs a Kafka broker and controller: alone, or as one of several that form a cluster.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./chatlog broker --port 9092 --data-dir ./data",
      "One of three (the others likewise with their own id, ports and data directory):",
      "  Q=1@127.0.0.1:9192,2@127.0.0.1:9292,3@127.0.0.1:9392",
      "  ./chatlog broker --node-id 1 --port 9092 --controller-port 9192 --quorum $Q \\",
      "      --cluster-id Y2hhdGxvZy10ZXN0LTAwMQ --data-dir ./data/1"
    })
final class BrokerCommand implements Callable<Integer> {
  private final RoleStarter<BrokerSettings> starter;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = Port.class,
      defaultValue = "9092",
      description = "Port for clients (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Address to listen on; 0.0.0.0 for all (default: ${DEFAULT-VALUE}).")
  private String host = "";

  @Option(
      names = "--advertised-host",
      paramLabel = "HOST",
      description = "Host that clients are told to connect to (default: --host, or localhost).")
  private @Nullable String advertisedHost;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "./data",
      description = "Where the log and the log files are kept (default: ${DEFAULT-VALUE}).")
  private Path dataDir = Path.of("");

  @Option(
      names = "--node-id",
      paramLabel = "N",
      defaultValue = "1",
      description = "Number of this broker in its cluster (default: ${DEFAULT-VALUE}).")
  private int nodeId;

  @Option(
      names = "--quorum",
      paramLabel = "N@HOST:PORT",
      split = ",",
      description = "Every broker of the cluster with its controller port, this one included.")
  private List<String> quorum = List.of();

  @Option(
      names = "--controller-port",
      paramLabel = "PORT",
      converter = Port.class,
      description = "Port for the other brokers (default: the one that --quorum gives).")
  private @Nullable Integer controllerPort;

  @Option(
      names = "--cluster-id",
      paramLabel = "ID",
      description = "22 characters of base64, the same for every broker of a cluster.")
  private @Nullable String clusterId;

  BrokerCommand(RoleStarter<BrokerSettings> starter) {
    this.starter = starter;
  }

  @Override
  public Integer call() throws Exception {
    BrokerSettings settings;
    try {
      settings = settings();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    LogFiles.open(dataDir.resolve("logs/broker-" + nodeId + ".log"));
    return new RoleRun(spec).run(starter, settings);
  }

  private BrokerSettings settings() {
    Map<Integer, HostPort> voters = new HashMap<>();
    for (String voter : quorum) {
      if (!voter.matches("\\d{1,9}@.+")) {
        throw new IllegalArgumentException("not N@HOST:PORT in --quorum: " + voter);
      }
      int at = voter.indexOf('@');
      voters.put(Integer.parseInt(voter.substring(0, at)), HostPort.parse(voter.substring(at + 1)));
    }
    HostPort listener = new HostPort(host, port);
    String advertised = advertisedHost;
    if (advertised == null) {
      advertised = listener.isWildcard() ? "localhost" : host;
    }
    HostPort own = voters.get(nodeId);
    int ownPort = own == null ? 0 : own.port();
    HostPort controller =
        new HostPort(
            voters.size() > 1 ? host : "127.0.0.1",
            controllerPort == null ? ownPort : controllerPort);
    return new BrokerSettings(
        nodeId,
        listener,
        advertised,
        controller,
        voters,
        dataDir.toAbsolutePath().normalize().resolve("kafka"),
        Optional.ofNullable(clusterId));
  }
}
