package io.chatlog.standalone.cli;

import io.chatlog.standalone.logging.LogFiles;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.standalone.role.RoleStarter;
import io.chatlog.standalone.role.StandaloneOptions;
import io.chatlog.topic.TopicPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chatlog start}. */
@Command(
    name = "start",
    header = "Starts everything in one process",
    description = {
      "Starts all of Chatlog in one process: a Kafka broker, a schema registry, ingest, stream"
          + " processor and query. Ctrl-C stops it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./chatlog start --demo",
      "  ./chatlog start --port 9000 --kafka-port 9093 --data-dir /var/lib/chatlog"
    })
final class StartCommand implements Callable<Integer> {
  private final RoleStarter<StandaloneOptions> starter;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = Port.class,
      defaultValue = "8080",
      description = "Port of the HTTP API (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Address to listen on; 0.0.0.0 for all (default: ${DEFAULT-VALUE}).")
  private String host = "";

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "./data",
      description = "Where all data and the log files are kept (default: ${DEFAULT-VALUE}).")
  private Path dataDir = Path.of("");

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      converter = Port.class,
      defaultValue = "9092",
      description = "Port of the Kafka broker (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      converter = Port.class,
      defaultValue = "8085",
      description = "Port of the schema registry (default: ${DEFAULT-VALUE}).")
  private int registryPort;

  @Option(
      names = "--advertised-host",
      paramLabel = "HOST",
      description =
          "Host that Kafka clients are told to connect to; this machine must reach it as well"
              + " (default: the one of --host, or localhost).")
  private @Nullable String advertisedHost;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Partitions of every topic, fixed when the data directory is new (default: "
              + TopicPlan.STANDALONE_PARTITIONS
              + ").")
  private @Nullable Integer partitions;

  @Option(names = "--demo", description = "Load the bundled conversations once it is ready.")
  private boolean demo;

  @Mixin private SettingOptions settings = new SettingOptions();

  StartCommand(RoleStarter<StandaloneOptions> starter) {
    this.starter = starter;
  }

  @Override
  public Integer call() throws Exception {
    StandaloneOptions options = options();
    Path logFile = options.dataDir().resolve("logs/chatlog.log");
    PrintWriter out = spec.commandLine().getOut();
    out.println("chatlog " + Version.ofJar() + " starts, data in " + options.dataDir());
    out.flush();
    LogFiles.open(logFile);
    Banner banner = new Banner(out, options, logFile);
    return new UntilStopped(out).run(starter, options, running -> ready(banner));
  }

  private void ready(Banner banner) throws Exception {
    banner.ready();
    if (demo) {
      banner.demo();
    }
  }

  private StandaloneOptions options() {
    OptionalInt count = OptionalInt.empty();
    if (partitions != null) {
      count =
          OptionalInt.of(
              Count.within(spec, "--partitions", partitions, 1, TopicPlan.PARTITIONS_MAX));
    }
    HostPort kafka = new HostPort(host, kafkaPort);
    String advertised = advertisedHost;
    if (advertised == null) {
      advertised = kafka.isWildcard() ? "localhost" : host;
    }
    PrintWriter out = spec.commandLine().getOut();
    long begin = System.nanoTime();
    return new StandaloneOptions(
        new HostPort(host, port),
        kafka,
        advertised,
        new HostPort(host, registryPort),
        dataDir.toAbsolutePath().normalize(),
        count,
        settings.sources(),
        line -> {
          out.printf("  %5.1f s  %s%n", (System.nanoTime() - begin) / 1e9, line);
          out.flush();
        });
  }
}
