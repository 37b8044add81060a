package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chatlog optimize}. */
@Command(
    name = "optimize",
    header = "Writes the files of the state anew, without what was deleted",
    description = {
      "Has a running server compact the rows and merge the search index of one partition after"
          + " another, on every node that holds it. Reads and writes go on. Needs as much free disk"
          + " as the largest partition has.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 done, 1 not finished, 2 usage, 4 no server.",
      "",
      "Examples:",
      "  ./chatlog optimize",
      "  ./chatlog optimize --partition 2 --json"
    })
final class OptimizeCommand implements Callable<Integer> {
  private static final int PARTITION_MAX = 100_000;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final ServerOptions server = new ServerOptions();

  @Option(names = "--partition", paramLabel = "N", description = "Only this partition.")
  private @Nullable Integer partition;

  @Option(names = "--json", description = "Print what the server answers, line by line, as it is.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Integer one =
        partition == null
            ? null
            : (Integer) Count.within(spec, "--partition", partition, 0, PARTITION_MAX);
    return UpkeepLines.print(
        spec, server, ApiRequest.post("/v1/admin/optimize").query("partition", one), json);
  }
}
