package io.chatlog.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code chatlog stores}. */
@Command(
    name = "stores",
    header = "What each node keeps of each partition, and how it is used",
    description = {
      "Prints entries and bytes of each kind of row, of the search index and of the topics, and how"
          + " many reads were answered. Entries marked with ~ are estimated.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 ok, 1 refused, 2 usage, 4 no server.",
      "",
      "Examples:",
      "  ./chatlog stores",
      "  ./chatlog stores --json"
    })
final class StoresCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final LookOptions look = new LookOptions();

  @Override
  public Integer call() throws InterruptedException {
    return look.print(spec, "/v1/admin/stores", StoresTable::print, _ -> true);
  }
}
