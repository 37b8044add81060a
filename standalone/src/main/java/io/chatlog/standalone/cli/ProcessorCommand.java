package io.chatlog.standalone.cli;

import io.chatlog.standalone.logging.LogFiles;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.standalone.role.ProcessorOptions;
import io.chatlog.standalone.role.RoleStarter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chatlog processor}. */
@Command(
    name = "processor",
    header = "Runs the stream processor",
    description = {
      "Runs a stream processor: it decides every write and keeps the state that reads are answered"
          + " from. Several share the partitions among themselves.",
      ""
    },
    footer = {
      "",
      "Example (a second one needs its own port and data directory):",
      "  ./chatlog processor --port 8090 --data-dir ./data/p1 --standbys 1",
      "  ./chatlog processor --port 8091 --data-dir ./data/p2 --standbys 1"
    })
final class ProcessorCommand implements Callable<Integer> {
  private static final int STANDBYS_MAX = 5;

  private final RoleStarter<ProcessorOptions> starter;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = Port.class,
      defaultValue = "8090",
      description = "Port for ingest, query and other processors (default: ${DEFAULT-VALUE}).")
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
      description = "Host that the others are told to connect to (default: --host, or localhost).")
  private @Nullable String advertisedHost;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "./data",
      description = "Where state and log files are kept (default: ${DEFAULT-VALUE}).")
  private Path dataDir = Path.of("");

  @Option(
      names = "--standbys",
      paramLabel = "N",
      defaultValue = "0",
      description = "Copies of each partition kept by other processors (default: 0).")
  private int standbys;

  @Mixin private LogOptions log = new LogOptions();
  @Mixin private SettingOptions settings = new SettingOptions();

  ProcessorCommand(RoleStarter<ProcessorOptions> starter) {
    this.starter = starter;
  }

  @Override
  public Integer call() throws Exception {
    HostPort listen = new HostPort(host, port);
    String advertised = advertisedHost;
    if (advertised == null) {
      advertised = listen.isWildcard() ? "localhost" : host;
    }
    LogFiles.open(dataDir.resolve("logs/processor-" + port + ".log"));
    return new RoleRun(spec)
        .run(
            starter,
            new ProcessorOptions(
                listen,
                new HostPort(advertised, port),
                log.connection(),
                dataDir.toAbsolutePath().normalize().resolve("state"),
                Count.within(spec, "--standbys", standbys, 0, STANDBYS_MAX),
                settings.sources()));
  }
}
