package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final UpkeepOptions upkeep = new UpkeepOptions();

  @Override
  public Integer call() throws InterruptedException {
    return upkeep.run(spec, ApiRequest.post("/v1/admin/optimize"));
  }
}
