package io.chatlog.standalone.cli;

import io.chatlog.standalone.demo.DemoConversations;
import io.chatlog.standalone.load.InputFile;
import io.chatlog.standalone.load.LoadLimits;
import io.chatlog.standalone.load.Tally;
import io.chatlog.standalone.logging.LogFiles;
import io.chatlog.standalone.net.FreePorts;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.standalone.role.RoleStarter;
import io.chatlog.standalone.role.Running;
import io.chatlog.standalone.role.SettingSources;
import io.chatlog.standalone.role.StandaloneOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code chatlog train}, for the launcher: starts everything in a scratch directory, uses it as a
 * newcomer would, and stops, so that the JVM can keep in its ahead-of-time cache what a start
 * needs.
 */
@Command(
    name = "train",
    hidden = true,
    header = "Starts, uses and stops everything once, for the JVM to learn from",
    footer = {"", "Example:  ./chatlog train --data-dir /tmp/scratch"})
final class TrainCommand implements Callable<Integer> {
  private final RoleStarter<StandaloneOptions> starter;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      required = true,
      description = "A directory to be thrown away afterwards.")
  private Path dataDir = Path.of("");

  TrainCommand(RoleStarter<StandaloneOptions> starter) {
    this.starter = starter;
  }

  @Override
  public Integer call() throws Exception {
    LogFiles.open(dataDir.resolve("logs/train.log"));
    PrintWriter out = spec.commandLine().getOut();
    HostPort http = freePort();
    StandaloneOptions options =
        new StandaloneOptions(
            http,
            freePort(),
            http.host(),
            freePort(),
            dataDir.toAbsolutePath().normalize(),
            OptionalInt.empty(),
            SettingSources.none(),
            out::println);
    try (Running _ = starter.start(options);
        InputFile demo = DemoConversations.open()) {
      LoadLimits limits = LoadLimits.of(100, 2, Duration.ofSeconds(20));
      Tally.Counts counts = new LoadRun(http.url(), false, limits, 0).run(demo, out);
      read(http.url());
      return counts.refused() + counts.failed() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private static void read(URI url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (URI target : DemoConversations.targets(url)) {
        client.send(HttpRequest.newBuilder(target).build(), BodyHandlers.discarding());
      }
    }
  }

  private static HostPort freePort() throws IOException {
    return new HostPort("127.0.0.1", FreePorts.choose("127.0.0.1"));
  }
}
