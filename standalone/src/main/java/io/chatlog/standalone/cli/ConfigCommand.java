package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiClient;
import io.chatlog.standalone.client.http.ApiRequest;
import io.chatlog.standalone.client.http.BodyReader;
import io.chatlog.standalone.client.http.JsonView;
import io.chatlog.standalone.client.http.Reply;
import io.chatlog.standalone.client.http.Reply.Answered;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chatlog config}. */
@Command(
    name = "config",
    header = "Shows and changes settings while the system runs",
    description = {
      "Prints the settings that can be changed while the system runs, or changes some of them, for"
          + " all processes and restarts to come. What is not given stays as it is.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 ok, 1 refused, 2 usage, 4 no server.",
      "",
      "Examples:",
      "  ./chatlog config",
      "  ./chatlog config content_chars_max=200000 page_items_max=500",
      "  ./chatlog config --reset page_items_max --json"
    })
final class ConfigCommand implements Callable<Integer> {
  private static final String PATH = "/v1/admin/config";

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final ServerOptions server = new ServerOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME=VALUE",
      description = "The new value of a setting: a whole number.")
  private List<String> changes = List.of();

  @Option(
      names = "--reset",
      paramLabel = "NAME",
      description = "Take the value back that the processes were started with; may be repeated.")
  private List<String> resets = List.of();

  @Option(names = "--limits", description = "Print all limits, those that are fixed included.")
  private boolean limits;

  @Option(names = "--json", description = "Print the server's answer as it is.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, @Nullable Long> patch = patch();
    ApiRequest request =
        patch.isEmpty()
            ? ApiRequest.get(PATH)
            : ApiRequest.of("PATCH", PATH)
                .body("application/merge-patch+json", BodyPublishers.ofString(body(patch)));
    try (ApiClient client = server.client(spec)) {
      if (json) {
        return JsonOutput.print(client, request, spec);
      }
      Reply<JsonView> reply = client.send(request, BodyReader.json());
      if (reply instanceof Answered<JsonView>(int _, JsonView answer)) {
        print(answer, spec.commandLine().getOut());
      }
      return ServerOptions.exitCode(spec, reply);
    }
  }

  private Map<String, @Nullable Long> patch() {
    Map<String, @Nullable Long> patch = new LinkedHashMap<>();
    for (String change : changes) {
      int equals = change.indexOf('=');
      if (equals < 1) {
        throw new ParameterException(
            spec.commandLine(), "'" + change + "' is not of the form NAME=VALUE");
      }
      put(patch, change.substring(0, equals), number(change, change.substring(equals + 1)));
    }
    resets.forEach(name -> put(patch, name, null));
    return patch;
  }

  private void put(Map<String, @Nullable Long> patch, String name, @Nullable Long value) {
    if (patch.containsKey(name)) {
      throw new ParameterException(spec.commandLine(), name + " is given twice");
    }
    patch.put(name, value);
  }

  private long number(String change, String value) {
    try {
      return Long.parseLong(value.strip());
    } catch (NumberFormatException e) {
      throw new ParameterException(
          spec.commandLine(), "'" + change + "': the value must be a whole number", e);
    }
  }

  private static String body(Map<String, @Nullable Long> patch) {
    return patch.entrySet().stream()
        .map(change -> JsonView.quoted(change.getKey()) + ":" + change.getValue())
        .collect(Collectors.joining(",", "{\"settings\":{", "}}"));
  }

  private void print(JsonView answer, PrintWriter out) {
    if (limits) {
      TextTable all = new TextTable("limit", ">value");
      answer.at("limits").fields().forEach((name, value) -> all.row(List.of(name, value.text())));
      all.print(out);
      return;
    }
    JsonView configured = answer.at("configured");
    TextTable table = new TextTable("setting", ">in force", ">configured");
    answer
        .at("settings")
        .fields()
        .forEach(
            (name, value) -> {
              String begun = configured.text(name);
              table.row(List.of(name, value.text(), begun.equals(value.text()) ? "" : begun));
            });
    table.print(out);
    out.println("version " + answer.text("version") + nodes(answer));
    out.flush();
  }

  private static String nodes(JsonView answer) {
    return answer.at("nodes").items().stream()
        .map(
            node ->
                TerminalText.line(
                    ", " + node.text("node_id") + " has " + node.text("applied_version")))
        .collect(Collectors.joining());
  }
}
