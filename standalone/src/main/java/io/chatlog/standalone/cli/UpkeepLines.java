package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiClient;
import io.chatlog.standalone.client.http.ApiRequest;
import io.chatlog.standalone.client.http.JsonView;
import io.chatlog.standalone.client.http.Reply;
import io.chatlog.standalone.client.http.Reply.Answered;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** Asks for work on partitions, prints how far it is as it comes, and what came of it. */
final class UpkeepLines {
  private static final Set<String> SOUND = Set.of("clean", "done");

  private final PrintWriter out;
  private final boolean raw;
  private String last = "";

  private UpkeepLines(PrintWriter out, boolean raw) {
    this.out = out;
    this.raw = raw;
  }

  /**
   * Asks, and returns the exit code.
   *
   * @param raw whether lines are printed as the server sends them
   */
  static int print(CommandSpec spec, ServerOptions server, ApiRequest request, boolean raw)
      throws InterruptedException {
    UpkeepLines lines = new UpkeepLines(spec.commandLine().getOut(), raw);
    try (ApiClient client = server.client(spec)) {
      Reply<Boolean> reply =
          client.send(request.header("Accept", "application/x-ndjson"), lines::read);
      return reply instanceof Answered<Boolean>(int _, Boolean sound)
          ? sound ? ExitCode.OK : ExitCode.FAILED
          : ServerOptions.exitCode(spec, reply);
    }
  }

  private Boolean read(InputStream body) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    JsonView verdict = JsonView.parse("{}");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      verdict = JsonView.parse(line);
      if (raw) {
        out.println(line);
      } else {
        print(verdict);
      }
      out.flush();
    }
    if (!verdict.at("verdict").isPresent()) {
      throw new IOException("the answer broke off");
    }
    return SOUND.contains(verdict.text("verdict"));
  }

  private void print(JsonView line) {
    if (!line.at("verdict").isPresent()) {
      String now = "partition " + line.text("partition") + ": " + line.text("step");
      if (!now.equals(last)) {
        out.println(TerminalText.line(now));
        last = now;
      }
      return;
    }
    for (JsonView partition : line.at("partitions").items()) {
      StringBuilder figures = new StringBuilder();
      partition
          .fields()
          .forEach(
              (name, value) -> figures.append(name).append(' ').append(value.text()).append("  "));
      out.println(TerminalText.line(figures.toString().strip()));
    }
    out.println("verdict: " + TerminalText.line(line.text("verdict")));
    line.at("difference")
        .fields()
        .forEach(
            (name, value) -> out.println("  " + name + ": " + TerminalText.line(value.text())));
    if (line.at("fault").isPresent()) {
      out.println("  fault: " + TerminalText.line(line.text("fault")));
    }
  }
}
