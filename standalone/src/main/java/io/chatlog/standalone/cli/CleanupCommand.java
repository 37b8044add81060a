package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiClient;
import io.chatlog.standalone.client.http.ApiRequest;
import io.chatlog.standalone.client.http.BodyReader;
import io.chatlog.standalone.client.http.JsonView;
import io.chatlog.standalone.client.http.Reply;
import io.chatlog.standalone.client.http.Reply.Answered;
import java.io.PrintWriter;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chatlog cleanup}. */
@Command(
    name = "cleanup",
    header = "Deletes sessions that were last active long ago, or counts them",
    description = {
      "Counts the sessions whose latest message is older than some days (their beginning, where"
          + " there is none), archived and soft-deleted ones included. With --yes they are deleted,"
          + " with everything that belongs to them.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 ok, 1 refused or some could not be deleted, 2 usage, 4 no server.",
      "",
      "Examples:",
      "  ./chatlog cleanup --days 90",
      "  ./chatlog cleanup --days 90 --user ada --yes"
    })
final class CleanupCommand implements Callable<Integer> {
  private static final int DAYS_MAX = 36_500;
  private static final Duration ANSWER_MAX = Duration.ofMinutes(3);

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final ServerOptions server = new ServerOptions();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "How old the last activity must be (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(names = "--user", paramLabel = "ID", description = "Of this user only.")
  private @Nullable String user;

  @Option(names = "--dry-run", description = "Only count, which is what it does without --yes.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Delete.")
  private boolean yes;

  @Option(names = "--json", description = "Print the server's answers as they are, one a line.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    if (dryRun && yes) {
      throw new ParameterException(spec.commandLine(), "--dry-run and --yes exclude each other");
    }
    int old = Count.within(spec, "--days", days, 0, DAYS_MAX);
    String owner = user == null ? null : Id.checked(spec, "--user", user);
    String body =
        "{\"days_old\":"
            + old
            + ",\"dry_run\":"
            + !yes
            + (owner == null ? "" : ",\"user_id\":" + JsonView.quoted(owner))
            + "}";
    try (ApiClient client = server.client(spec)) {
      return run(client, body);
    }
  }

  private int run(ApiClient client, String body) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    while (true) {
      ApiRequest request =
          ApiRequest.post("/v1/admin/cleanup")
              .body("application/json", HttpRequest.BodyPublishers.ofString(body))
              .within(ANSWER_MAX);
      Reply<JsonView> reply = client.send(request, BodyReader.json());
      if (!(reply instanceof Answered<JsonView>(int _, JsonView answer))) {
        return ServerOptions.exitCode(spec, reply);
      }
      print(answer, out);
      boolean failed = answer.at("failed").integer() > 0;
      boolean goesOn = yes && !failed && answer.at("deleted").at("sessions").integer() > 0;
      if (answer.text("complete").equals("true") || !goesOn) {
        return failed ? ExitCode.FAILED : ExitCode.OK;
      }
    }
  }

  private void print(JsonView answer, PrintWriter out) {
    if (json) {
      out.println(answer);
    } else {
      out.println("last active before " + TerminalText.line(answer.text("older_than")));
      counts("old", answer.at("counts"), out);
      if (yes) {
        counts("deleted", answer.at("deleted"), out);
        out.println("changed meanwhile: " + answer.text("kept"));
        out.println("failed: " + answer.text("failed"));
      } else {
        out.println("nothing was deleted: that takes --yes");
      }
      if (!answer.text("complete").equals("true")) {
        out.println("there is more");
      }
    }
    out.flush();
  }

  private static void counts(String name, JsonView counts, PrintWriter out) {
    StringBuilder line = new StringBuilder(name).append(':');
    counts
        .fields()
        .forEach((kind, count) -> line.append(' ').append(count.text()).append(' ').append(kind));
    out.println(TerminalText.line(line.toString()));
  }
}
