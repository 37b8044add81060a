package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiClient;
import io.chatlog.standalone.client.http.ApiRequest;
import io.chatlog.standalone.client.http.BodyReader;
import io.chatlog.standalone.client.http.JsonView;
import io.chatlog.standalone.client.http.Reply;
import io.chatlog.standalone.client.http.Reply.Answered;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Mixin private final ServerOptions server = new ServerOptions();

  @Option(names = "--json", description = "Print the server's answer as it is.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    ApiRequest request = ApiRequest.get("/v1/admin/stores");
    try (ApiClient client = server.client(spec)) {
      if (json) {
        return JsonOutput.print(client, request, spec);
      }
      Reply<JsonView> reply = client.send(request, BodyReader.json());
      if (reply instanceof Answered<JsonView>(int _, JsonView answer)) {
        StoresTable.print(answer, spec.commandLine().getOut());
      }
      return ServerOptions.exitCode(spec, reply);
    }
  }
}
