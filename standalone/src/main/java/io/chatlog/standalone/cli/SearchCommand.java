package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiClient;
import io.chatlog.standalone.client.http.ApiRequest;
import io.chatlog.standalone.client.http.BodyReader;
import io.chatlog.standalone.client.http.JsonView;
import io.chatlog.standalone.client.http.Reply;
import io.chatlog.standalone.client.http.Reply.Answered;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chatlog search}. */
@Command(
    name = "search",
    header = "Searches what was said",
    description = {
      "Searches the messages of one user, or of all, and prints the best hits first with the"
          + " passage that fits.",
      ""
    },
    footer = {
      "",
      "QUERY: words in any order, \"a phrase\", prefix*, fuzzy~, +must, -not.",
      "Exit code: 0 it was searched, also when nothing was found; 1 refused, 2 usage, 4 no server.",
      "",
      "Examples:",
      "  ./chatlog search 'wireless card' --limit 5",
      "  ./chatlog search '+ubuntu -windows' --user satan_ --since P30D",
      "  ./chatlog search invoice --json | jq -r '.items[].session_id'"
    })
final class SearchCommand implements Callable<Integer> {
  private static final int LIMIT_MAX = 1_000;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "QUERY", description = "What to search for.")
  private String query = "";

  @Option(names = "--user", paramLabel = "ID", description = "Only in the data of this user.")
  private @Nullable String user;

  @Option(
      names = "--session",
      paramLabel = "ID",
      description = "Only in this session; may be repeated.")
  private List<String> sessions = List.of();

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "Only by user, assistant, system or tool; may be repeated.")
  private List<String> roles = List.of();

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      description = "Only in sessions of this channel; may be repeated.")
  private List<String> channels = List.of();

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Only in sessions from this source; may be repeated.")
  private List<String> sources = List.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Not older: an RFC 3339 time, a day, or a duration back from now such as P7D.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Older than this.")
  private @Nullable String until;

  @Option(
      names = "--min-score",
      paramLabel = "N",
      description = "Only hits of at least this relevance, 0 to 1.")
  private @Nullable Double minScore;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many hits, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Goes on where an earlier search ended, with the same options otherwise.")
  private @Nullable String cursor;

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
      Reply<JsonView> reply = client.send(request.query("highlight", true), BodyReader.json());
      if (reply instanceof Answered<JsonView>(int _, JsonView answer)) {
        SearchTable.print(answer, user == null, out);
      }
      return ServerOptions.exitCode(spec, reply);
    }
  }

  private ApiRequest request() {
    ApiRequest request =
        user == null
            ? ApiRequest.get("/v1/search")
            : ApiRequest.get("/v1/users/{}/search", Id.checked(spec, "--user", user));
    request.query("q", query);
    sessions.forEach(session -> request.query("session_id", session));
    roles.forEach(role -> request.query("role", role));
    channels.forEach(channel -> request.query("channel", channel));
    sources.forEach(source -> request.query("source", source));
    return request
        .query("since", since)
        .query("until", until)
        .query("min_score", minScore)
        .query("limit", Count.within(spec, "--limit", limit, 1, LIMIT_MAX))
        .query("cursor", cursor);
  }
}
