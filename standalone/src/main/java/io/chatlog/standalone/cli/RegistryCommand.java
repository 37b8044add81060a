package io.chatlog.standalone.cli;

import io.chatlog.standalone.logging.LogFiles;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.standalone.role.RegistryOptions;
import io.chatlog.standalone.role.RoleStarter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chatlog registry}. */
@Command(
    name = "registry",
    header = "Runs the schema registry",
    description = {
      "Runs a schema registry with Confluent's HTTP API for the schemas of this release. It keeps"
          + " nothing; any Confluent-compatible registry can take its place.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  ./chatlog registry --port 8085",
      "  curl http://127.0.0.1:8085/subjects"
    })
final class RegistryCommand implements Callable<Integer> {
  private final RoleStarter<RegistryOptions> starter;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = Port.class,
      defaultValue = "8085",
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
      description = "Where the log files are kept (default: ${DEFAULT-VALUE}).")
  private Path dataDir = Path.of("");

  RegistryCommand(RoleStarter<RegistryOptions> starter) {
    this.starter = starter;
  }

  @Override
  public Integer call() throws Exception {
    LogFiles.open(dataDir.resolve("logs/registry-" + port + ".log"));
    return new RoleRun(spec).run(starter, new RegistryOptions(new HostPort(host, port)));
  }
}
