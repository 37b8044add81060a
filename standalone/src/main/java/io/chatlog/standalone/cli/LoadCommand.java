package io.chatlog.standalone.cli;

import io.chatlog.standalone.load.InputFile;
import io.chatlog.standalone.load.LoadLimits;
import io.chatlog.standalone.load.LoadStoppedException;
import io.chatlog.standalone.load.Tally;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chatlog load}. */
@Command(
    name = "load",
    header = "Posts a file of messages over the HTTP API",
    description = {
      "Posts a file of messages, one JSON object a line, over the HTTP API. Users and sessions that"
          + " are absent come into being. Loading a file again is harmless: messages with an id are"
          + " taken once.",
      ""
    },
    footer = {
      "",
      "Each line has user_id, session_id, role and content, and may have message_id,"
          + " session_title,",
      "timestamp, channel, source and metadata.",
      "Exit code: 0 all accepted or there before, 1 some refused or failed, 2 usage.",
      "",
      "Examples:",
      "  ./chatlog load conversations.jsonl.zst",
      "  zcat export.gz | ./chatlog load --url http://127.0.0.1:9000 --async -"
    })
final class LoadCommand implements Callable<Integer> {
  private static final int BATCH_MAX = 10_000;
  private static final int IN_FLIGHT_MAX = 64;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "JSON lines, plain or compressed with gzip or zstd; - for standard input.")
  private String file = "";

  @Option(
      names = "--url",
      paramLabel = "URL",
      converter = BaseUrl.class,
      defaultValue = "http://127.0.0.1:8080",
      description = "Server to post to (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("");

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Messages of one request (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Requests under way at once (default: ${DEFAULT-VALUE}). A user's messages keep their"
              + " order.")
  private int inFlight;

  @Option(
      names = "--async",
      description =
          "Do not wait for the decision: faster, but only what cannot be read is refused here.")
  private boolean async;

  @Option(
      names = "--retry-seconds",
      paramLabel = "N",
      defaultValue = "60",
      description =
          "How long a server that is not ready is asked again (default: ${DEFAULT-VALUE}).")
  private int retrySeconds;

  @Option(
      names = "--show-refused",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many refused lines are named (default: ${DEFAULT-VALUE}).")
  private int showRefused;

  @Override
  public Integer call() throws InterruptedException {
    LoadLimits limits =
        LoadLimits.of(
            Count.within(spec, "--batch", batch, 1, BATCH_MAX),
            Count.within(spec, "--in-flight", inFlight, 1, IN_FLIGHT_MAX),
            Duration.ofSeconds(Count.within(spec, "--retry-seconds", retrySeconds, 0, 86_400)));
    int examples = Count.within(spec, "--show-refused", showRefused, 0, 1_000_000);
    PrintWriter out = spec.commandLine().getOut();
    long begin = System.nanoTime();
    try (InputFile input = open()) {
      Tally.Counts counts = new LoadRun(url, async, limits, examples).run(input, out);
      LoadSummary.print(counts, (System.nanoTime() - begin) / 1e9, async, out);
      return counts.refused() + counts.failed() == 0 ? ExitCode.OK : ExitCode.FAILED;
    } catch (IOException e) {
      return failed("cannot read " + file + ": " + FileFault.why(e));
    } catch (LoadStoppedException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  private int failed(String why) {
    spec.commandLine().getErr().println("chatlog load: " + why);
    return ExitCode.FAILED;
  }

  private InputFile open() throws IOException {
    if (file.equals("-")) {
      return InputFile.of(System.in, OptionalLong.empty());
    }
    Path path = Path.of(file);
    if (!Files.isRegularFile(path) && !Files.exists(path)) {
      throw new IOException("there is no such file");
    }
    return InputFile.open(path);
  }
}
