package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiClient;
import io.chatlog.standalone.client.http.ApiRequest;
import io.chatlog.standalone.client.http.BodyReader;
import io.chatlog.standalone.client.http.JsonView;
import io.chatlog.standalone.client.http.Reply;
import io.chatlog.standalone.client.http.Reply.Answered;
import java.io.PrintWriter;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** At which server is looked, and how that is printed; to be mixed in. */
final class LookOptions {
  @Mixin private final ServerOptions server = new ServerOptions();

  @Option(names = "--json", description = "Print the server's answer as it is.")
  private boolean json;

  /**
   * Asks, prints the answer, and returns the exit code.
   *
   * @param table prints it for people
   * @param isWell whether what it says is as it should be
   */
  int print(
      CommandSpec spec,
      String path,
      BiConsumer<JsonView, PrintWriter> table,
      Predicate<JsonView> isWell)
      throws InterruptedException {
    try (ApiClient client = server.client(spec)) {
      Reply<JsonView> reply = client.send(ApiRequest.get(path), BodyReader.json());
      if (!(reply instanceof Answered<JsonView>(int _, JsonView answer))) {
        return ServerOptions.exitCode(spec, reply);
      }
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(answer);
        out.flush();
      } else {
        table.accept(answer, out);
      }
      return isWell.test(answer) ? ExitCode.OK : ExitCode.FAILED;
    }
  }
}
