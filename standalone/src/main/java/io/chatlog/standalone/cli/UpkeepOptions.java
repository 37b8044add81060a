package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Of which server, and of which of its partitions, work is asked for; to be mixed in. */
final class UpkeepOptions {
  private static final int PARTITION_MAX = 100_000;

  @Mixin private final ServerOptions server = new ServerOptions();

  @Option(names = "--partition", paramLabel = "N", description = "Only this partition.")
  private @Nullable Integer partition;

  @Option(names = "--json", description = "Print what the server answers, line by line, as it is.")
  private boolean json;

  /** Asks, prints how far it is and what came of it, and returns the exit code. */
  int run(CommandSpec spec, ApiRequest request) throws InterruptedException {
    Integer one =
        partition == null
            ? null
            : (Integer) Count.within(spec, "--partition", partition, 0, PARTITION_MAX);
    return UpkeepLines.print(spec, server, request.query("partition", one), json);
  }
}
