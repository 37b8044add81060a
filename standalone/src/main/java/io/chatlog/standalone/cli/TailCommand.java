package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiClient;
import io.chatlog.standalone.client.http.ApiRequest;
import io.chatlog.standalone.client.http.Follower;
import io.chatlog.standalone.client.http.JsonView;
import io.chatlog.view.StreamPlace;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chatlog tail}. */
@Command(
    name = "tail",
    header = "Follows a conversation, or all of a user",
    description = {
      "Prints the messages that are there, then those that come, until Ctrl-C. A connection that"
          + " breaks off is made anew behind the last message that was printed: none is left out,"
          + " none is repeated.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 stopped by Ctrl-C, 1 refused or the session is gone, 2 usage, 4 no server when",
      "it began.",
      "",
      "Examples:",
      "  ./chatlog tail ada s1",
      "  ./chatlog tail ada s1 --after 17 --role assistant",
      "  ./chatlog tail ada --after 4711.3",
      "  ./chatlog tail ada --json | jq -r .content"
    })
final class TailCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final ServerOptions server = new ServerOptions();

  @Parameters(index = "0", paramLabel = "USER", description = "Whose messages.")
  private String user = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SESSION",
      description = "Only of this session.")
  private @Nullable String session;

  @Option(
      names = "--after",
      paramLabel = "PLACE",
      description =
          "Begin behind this place, the id of an event: a message's seq in a session, such as 17,"
              + " a place in all of a user, such as 4711 or 4711.3~12-40-88 (default: from the"
              + " beginning).")
  private @Nullable String after;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "Only by user, assistant, system or tool; may be repeated.")
  private List<String> roles = List.of();

  @Option(names = "--json", description = "Print each message as one line of JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Id.checked(spec, "USER", user);
    if (session != null) {
      Id.checked(spec, "SESSION", session);
    }
    if (after != null && !isPlace(after)) {
      throw new ParameterException(
          spec.commandLine(),
          session == null
              ? "--after must be the id of an event of this user's stream"
              : "--after must be the seq of a message");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    AtomicBoolean following = new AtomicBoolean(true);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endInOrder(following), "end"));
    try (ApiClient client = server.client(spec)) {
      Follower follower = new Follower(client, this::request, printer(out, err), Thread::sleep);
      return switch (follower.follow()) {
        case Follower.End.Enough() -> ExitCode.OK;
        case Follower.End.Over(String reason) -> {
          err.println("chatlog tail: there is nothing to follow any more: " + reason);
          yield ExitCode.FAILED;
        }
        case Follower.End.NotFollowed(var reply) -> ServerOptions.exitCode(spec, reply);
      };
    } finally {
      following.set(false);
    }
  }

  private boolean isPlace(String text) {
    return StreamPlace.parse(text)
        .filter(place -> session == null || place.equals(StreamPlace.at(place.offset())))
        .isPresent();
  }

  /** Ctrl-C is how one stops following, and so no failure. */
  private void endInOrder(AtomicBoolean following) {
    if (following.get()) {
      spec.commandLine().getOut().flush();
      Runtime.getRuntime().halt(ExitCode.OK);
    }
  }

  private Follower.Listener printer(PrintWriter out, PrintWriter err) {
    return new Follower.Listener() {
      @Override
      public boolean message(JsonView message) {
        if (json) {
          out.println(message);
        } else {
          TailLine.print(message, session == null, out);
        }
        return !out.checkError(); // which flushes; nobody reads on any more
      }

      @Override
      public void begunAnew() {
        err.println("chatlog tail: the session was made anew, from its beginning:");
      }

      @Override
      public void interrupted(String why) {
        err.println("chatlog tail: " + TerminalText.line(why) + ", connecting again");
      }
    };
  }

  private ApiRequest request() {
    ApiRequest request =
        session == null
            ? ApiRequest.get("/v1/users/{}/messages:stream", user).query("after", after)
            : ApiRequest.get("/v1/users/{}/sessions/{}/messages:stream", user, session)
                .query("after_seq", after);
    roles.forEach(role -> request.query("role", role));
    return request;
  }
}
