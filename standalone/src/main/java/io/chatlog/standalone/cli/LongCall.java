package io.chatlog.standalone.cli;

import io.chatlog.http.json.JsonWriter;
import io.chatlog.standalone.client.http.ApiClient;
import io.chatlog.standalone.client.http.ApiRequest;
import io.chatlog.standalone.client.http.BodyReader;
import io.chatlog.standalone.client.http.JsonView;
import io.chatlog.standalone.client.http.Reply;
import io.chatlog.standalone.client.http.Reply.Answered;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** A request whose answer tells how far it is, line by line, and at last what came of it. */
final class LongCall {
  private LongCall() {}

  /**
   * Asks for a backup or a restore and shows its progress on standard error.
   *
   * @param printer of what came of it
   * @return the exit code
   */
  static int run(
      ApiClient client,
      String route,
      String path,
      @Nullable String user,
      CommandSpec spec,
      Consumer<JsonView> printer)
      throws InterruptedException {
    ApiRequest request =
        ApiRequest.post(route)
            .header("Accept", "application/x-ndjson, application/problem+json")
            .body("application/json", BodyPublishers.ofByteArray(body(path, user)));
    Reply<JsonView> reply = client.send(request, lastLine(spec.commandLine().getErr()));
    if (!(reply instanceof Answered<JsonView>(int _, JsonView last))) {
      return ServerOptions.exitCode(spec, reply);
    }
    boolean done = last.text("type").equals("done");
    if (done) {
      printer.accept(last);
      spec.commandLine().getOut().flush();
    } else {
      spec.commandLine()
          .getErr()
          .println(
              spec.qualifiedName()
                  + ": "
                  + TerminalText.line(last.text("code") + ": " + last.text("detail")));
    }
    return done ? ExitCode.OK : ExitCode.FAILED;
  }

  private static byte[] body(String path, @Nullable String user) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonWriter json = JsonWriter.to(bytes)) {
      json.startObject().field("path", path);
      if (user != null) {
        json.field("user_id", user);
      }
      json.endObject();
    } catch (IOException impossible) { // it goes to memory
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static BodyReader<JsonView> lastLine(PrintWriter err) {
    return body -> {
      ProgressLine progress = ProgressLine.to(err);
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
          JsonView line = JsonView.parse(text);
          if (!line.text("type").equals("progress")) {
            return line;
          }
          progress.at(
              line.text("phase"),
              line.at("done").integer(),
              line.at("total").isPresent() ? line.at("total").integer() : -1);
        }
      } finally {
        progress.end();
      }
      throw new IOException("the connection broke off before the end");
    };
  }
}
