package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiClient;
import io.chatlog.standalone.client.http.ApiRequest;
import io.chatlog.standalone.client.http.JsonView;
import io.chatlog.standalone.client.http.Reply;
import io.chatlog.standalone.client.http.Reply.Answered;
import io.chatlog.standalone.upload.Upload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chatlog import}. */
@Command(
    name = "import",
    header = "Imports conversations from another system",
    description = {
      "Sends an export of ChatGPT, Claude, Slack, OpenAI or Chatlog to a server, which makes a"
          + " session of each conversation. Importing again is harmless: what is there stays as it"
          + " is, what is new is added. A damaged file of an archive or a directory is told, and"
          + " the others are taken.",
      ""
    },
    footer = {
      "",
      "Of a directory, and of several files, those are sent that end in .json,",
      ".jsonl or .ndjson, also with .gz or .zst behind it.",
      "Exit code: 0 nothing failed, 1 refused, some failed or it stopped, 2 usage,",
      "4 no server.",
      "",
      "Examples:",
      "  ./chatlog import --user ada chatgpt-export.zip",
      "  ./chatlog import --user ada --format claude conversations.json",
      "  ./chatlog import --user ada --branches all chatgpt-export.zip",
      "  ./chatlog import --user acme slack-export/",
      "  ./chatlog export --url http://a:8080 ada --format ndjson |",
      "    ./chatlog import --url http://b:8080 -"
    })
final class ImportCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";
  private static final String LINES = "application/x-ndjson";

  /** Until the server has taken all of it and begins to answer. */
  private static final Duration ANSWER_MAX = Duration.ofHours(6);

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final ServerOptions server = new ServerOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description =
          "What was exported: a file, a directory or several files; - for standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "chatlog, chatgpt, claude, slack or openai (default: told from the content).")
  private String format = "";

  @Option(
      names = "--user",
      paramLabel = "ID",
      description =
          "Whose conversations they become; not needed for an export of Chatlog, which says it.")
  private @Nullable String user;

  @Option(
      names = "--branches",
      paramLabel = "main|all",
      description =
          "Of conversations that are trees, as ChatGPT's are, the thread that was shown last"
              + " (default), or all messages, those beside it with metadata.branch.")
  private @Nullable String branches;

  @Option(names = "--json", description = "Print the server's result as it is.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    if (user != null) {
      Id.checked(spec, "--user", user);
    }
    if (files.contains(STANDARD_INPUT) && files.size() > 1) {
      throw new ParameterException(
          spec.commandLine(), "standard input cannot be sent together with files");
    }
    try (Upload upload = upload();
        ApiClient client = server.client(spec);
        ImportBar bar = new ImportBar(spec.commandLine(), json, upload.bytes())) {
      return send(upload, client, bar);
    } catch (IOException e) {
      spec.commandLine().getErr().println("chatlog import: " + TerminalText.line(said(e)));
      return ExitCode.FAILED;
    }
  }

  private static String said(IOException fault) {
    String said = fault.getMessage();
    return said == null ? fault.toString() : said;
  }

  private Upload upload() throws IOException {
    return files.getFirst().equals(STANDARD_INPUT)
        ? Upload.ofStandardInput()
        : Upload.of(files.stream().map(Path::of).toList());
  }

  private int send(Upload upload, ApiClient client, ImportBar bar) throws InterruptedException {
    ApiRequest request =
        ApiRequest.post("/v1/import")
            .query("format", format)
            .query("user_id", user)
            .query("branches", branches)
            .header("Accept", LINES + ", application/problem+json")
            .body(
                "application/octet-stream",
                BodyPublishers.ofInputStream(() -> bar.counting(open(upload))))
            .within(ANSWER_MAX);
    Reply<JsonView> reply = client.send(request, body -> result(body, bar));
    bar.close();
    if (!(reply instanceof Answered<JsonView>(int _, JsonView result))) {
      return ServerOptions.exitCode(spec, reply);
    }
    if (json) {
      spec.commandLine().getOut().println(result);
      spec.commandLine().getOut().flush();
    } else {
      ImportSummary.print(result, spec.commandLine().getOut());
    }
    boolean whole =
        result.text("complete").equals("true") && result.at("failed_count").integer() == 0;
    return whole ? ExitCode.OK : ExitCode.FAILED;
  }

  private static InputStream open(Upload upload) {
    try {
      return upload.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last line; those before it tell how far it is. */
  private static JsonView result(InputStream body, ImportBar bar) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      JsonView told = JsonView.parse(line);
      if (!told.text("type").equals("progress")) {
        return told;
      }
      bar.written(told.at("messages").integer(), told.at("messages_total").integer());
    }
    throw new IOException(
        "the connection broke off; what was imported stays, run the command again to go on");
  }
}
