package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiClient;
import io.chatlog.standalone.client.http.Reply;
import io.chatlog.standalone.client.http.Reply.Answered;
import io.chatlog.standalone.client.http.Reply.Broken;
import io.chatlog.standalone.client.http.Reply.Refused;
import io.chatlog.standalone.client.http.Reply.Unreachable;
import java.net.URI;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which server a command talks to, and as whom; to be mixed in. */
final class ServerOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      converter = BaseUrl.class,
      defaultValue = "http://127.0.0.1:8080",
      description = "Server to ask (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("");

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:CHATLOG_TOKEN:-}",
      showDefaultValue = Visibility.NEVER,
      description =
          "Token or API key, where the server asks for one (default: CHATLOG_TOKEN of the"
              + " environment, which other users of the machine cannot see).")
  private String token = "";

  /** A client of that server, to be closed. */
  ApiClient client(CommandSpec spec) {
    try {
      return new ApiClient(url, token.strip());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--token': " + e.getMessage(), e);
    }
  }

  URI url() {
    return url;
  }

  /** Says in one line why there is no answer, and returns the exit code of it. */
  static int exitCode(CommandSpec spec, Reply<?> reply) {
    return switch (reply) {
      case Answered<?> _ -> ExitCode.OK;
      case Refused<?> refused -> say(spec, refused.why(), ExitCode.FAILED);
      case Unreachable<?>(String why) -> say(spec, why, ExitCode.NOT_REACHABLE);
      case Broken<?>(String why) -> say(spec, why, ExitCode.FAILED);
    };
  }

  private static int say(CommandSpec spec, String why, int exitCode) {
    String name = spec.qualifiedName();
    spec.commandLine().getErr().println(name + ": " + TerminalText.line(why));
    return exitCode;
  }
}
