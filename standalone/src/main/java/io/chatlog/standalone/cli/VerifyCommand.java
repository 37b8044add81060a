package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code chatlog verify}. */
@Command(
    name = "verify",
    header = "Compares log, rows, statistics and search index",
    description = {
      "Has a running server fold the log anew, count every statistic anew and look up every"
          + " document of the search index, beside its traffic, and names the first difference.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 clean, 1 a difference or not finished, 2 usage, 4 no server.",
      "",
      "Examples:",
      "  ./chatlog verify",
      "  ./chatlog verify --partition 2",
      "  ./chatlog verify --url http://127.0.0.1:9000 --json"
    })
final class VerifyCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final UpkeepOptions upkeep = new UpkeepOptions();

  @Override
  public Integer call() throws InterruptedException {
    return upkeep.run(spec, ApiRequest.get("/v1/admin/verify"));
  }
}
