package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiClient;
import io.chatlog.standalone.client.http.ApiRequest;
import io.chatlog.standalone.client.http.BodyReader;
import io.chatlog.standalone.client.http.JsonView;
import io.chatlog.standalone.client.http.Reply;
import io.chatlog.standalone.client.http.Reply.Answered;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chatlog stats}. */
@Command(
    name = "stats",
    header = "Counts what is stored",
    description = {
      "Prints the statistics of everything, of a user, of a session, or by day. They are as the"
          + " messages are at this moment.",
      ""
    },
    footer = {
      "",
      "Times and days are those of UTC.",
      "Exit code: 0 ok, 1 refused (no such user, for example), 2 usage, 4 no server.",
      "",
      "Examples:",
      "  ./chatlog stats",
      "  ./chatlog stats --user ada --session s1",
      "  ./chatlog stats --daily --from 2026-01-01 --to 2026-01-31 --json"
    })
final class StatsCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final ServerOptions server = new ServerOptions();

  @Option(names = "--user", paramLabel = "ID", description = "Of this user.")
  private @Nullable String user;

  @Option(names = "--session", paramLabel = "ID", description = "Of this session of --user.")
  private @Nullable String session;

  @Option(names = "--daily", description = "By the day on which conversations began.")
  private boolean daily;

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "With --daily: the first day (default: 30 days up to --to).")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "DAY",
      description = "With --daily: the last day (default: today).")
  private @Nullable String to;

  @Option(names = "--json", description = "Print the server's answer as it is.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    ApiRequest request = request();
    PrintWriter out = spec.commandLine().getOut();
    try (ApiClient client = server.client(spec)) {
      if (json) {
        return JsonOutput.print(client, request, spec);
      }
      Reply<JsonView> reply = client.send(request, BodyReader.json());
      if (reply instanceof Answered<JsonView>(int _, JsonView answer)) {
        if (daily) {
          StatsTable.printDays(answer, out);
        } else {
          StatsTable.print(answer, out);
        }
      }
      return ServerOptions.exitCode(spec, reply);
    }
  }

  private ApiRequest request() {
    String owner = user == null ? null : Id.checked(spec, "--user", user);
    if (daily) {
      require(session == null, "--session cannot be given together with --daily");
      return ApiRequest.get("/v1/stats/daily")
          .query("user_id", owner)
          .query("from", from)
          .query("to", to);
    }
    require(from == null && to == null, "--from and --to need --daily");
    if (session != null) {
      require(owner != null, "--session needs --user");
    }
    if (owner == null) {
      return ApiRequest.get("/v1/stats");
    }
    return session == null
        ? ApiRequest.get("/v1/users/{}/stats", owner)
        : ApiRequest.get(
            "/v1/users/{}/sessions/{}/stats", owner, Id.checked(spec, "--session", session));
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
