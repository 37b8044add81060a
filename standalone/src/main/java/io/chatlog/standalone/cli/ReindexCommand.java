package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code chatlog reindex}. */
@Command(
    name = "reindex",
    header = "Makes the search index anew from the rows",
    description = {
      "Has a running server write what the search index has of every message, session and document"
          + " anew, take away what stands for none, and merge what is left. Searches are complete"
          + " and writes are found meanwhile. Stopping it harms nothing.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 done, 1 not finished, 2 usage, 4 no server.",
      "",
      "Examples:",
      "  ./chatlog reindex",
      "  ./chatlog reindex --partition 2 --json"
    })
final class ReindexCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final UpkeepOptions upkeep = new UpkeepOptions();

  @Override
  public Integer call() throws InterruptedException {
    return upkeep.run(spec, ApiRequest.post("/v1/admin/reindex"));
  }
}
