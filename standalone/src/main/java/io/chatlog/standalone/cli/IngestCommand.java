package io.chatlog.standalone.cli;

import io.chatlog.standalone.logging.LogFiles;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.standalone.role.IngestOptions;
import io.chatlog.standalone.role.RoleStarter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chatlog ingest}. */
@Command(
    name = "ingest",
    header = "Runs the part that serves writes",
    description = {"Runs the part that serves every write of the HTTP API. It keeps no data.", ""},
    footer = {
      "",
      "Example:",
      "  ./chatlog ingest --port 8080 --bootstrap 127.0.0.1:9092 \\",
      "      --registry http://127.0.0.1:8085 --processors http://127.0.0.1:8090"
    })
final class IngestCommand implements Callable<Integer> {
  private final RoleStarter<IngestOptions> starter;

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
      names = "--processors",
      paramLabel = "URL",
      split = ",",
      converter = BaseUrl.class,
      defaultValue = "http://127.0.0.1:8090",
      description = "Some or all stream processors, comma-separated (default: ${DEFAULT-VALUE}).")
  private List<URI> processors = List.of();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "./data",
      description = "Where the log files are kept (default: ${DEFAULT-VALUE}).")
  private Path dataDir = Path.of("");

  @Mixin private LogOptions log = new LogOptions();
  @Mixin private SettingOptions settings = new SettingOptions();

  IngestCommand(RoleStarter<IngestOptions> starter) {
    this.starter = starter;
  }

  @Override
  public Integer call() throws Exception {
    LogFiles.open(dataDir.resolve("logs/ingest-" + port + ".log"));
    return new RoleRun(spec)
        .run(
            starter,
            new IngestOptions(
                new HostPort(host, port), log.connection(), processors, settings.sources()));
  }
}
