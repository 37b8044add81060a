package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiClient;
import io.chatlog.standalone.client.http.ApiRequest;
import io.chatlog.standalone.client.http.BodyReader;
import io.chatlog.standalone.client.http.Reply;
import io.chatlog.standalone.client.http.Reply.Answered;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chatlog export}. */
@Command(
    name = "export",
    header = "Writes the sessions and messages of a user to a file",
    description = {
      "Writes a user, its sessions and their messages, however many they are. Documents, personas"
          + " and saved contexts are not in it. A file has its name only when it is whole; what was"
          + " there under that name is replaced then.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 written, 1 refused or broken off, 2 usage, 4 no server.",
      "",
      "Examples:",
      "  ./chatlog export ada > ada.json",
      "  ./chatlog export ada --format ndjson --out ada.ndjson",
      "  ./chatlog export ada --format md | less"
    })
final class ExportCommand implements Callable<Integer> {
  /** The forms of an export. */
  private enum Format {
    json,
    ndjson,
    csv,
    md
  }

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "USER", description = "Whose data.")
  private String user = "";

  @Option(
      names = "--format",
      paramLabel = "FORM",
      defaultValue = "json",
      description =
          "json, ndjson (every field, for import), csv (a row a message) or md (to read)"
              + " (default: ${DEFAULT-VALUE}).")
  private Format format = Format.json;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "Where to; - for standard output (default: ${DEFAULT-VALUE}).")
  private String out = "-";

  @Override
  public Integer call() throws InterruptedException {
    ApiRequest request =
        ApiRequest.get("/v1/users/{}/export", Id.checked(spec, "USER", user))
            .query("format", format);
    try (ApiClient client = server.client(spec)) {
      return out.equals("-") ? print(client, request) : write(client, request, Path.of(out));
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .println(
              TerminalText.line(
                  "chatlog export: cannot write "
                      + out
                      + ": "
                      + FileFault.ofWriting(Path.of(out), e)));
      return ExitCode.FAILED;
    }
  }

  private int print(ApiClient client, ApiRequest request) throws InterruptedException {
    spec.commandLine().getOut().flush();
    // the bytes as they come: they are UTF-8 whatever the terminal is
    return ServerOptions.exitCode(spec, client.send(request, BodyReader.copyTo(System.out)));
  }

  private int write(ApiClient client, ApiRequest request, Path file)
      throws IOException, InterruptedException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(out); // it is said below why
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    PrintWriter err = spec.commandLine().getErr();
    ProgressLine progress = ProgressLine.to(err);
    try {
      Reply<Long> reply;
      try (OutputStream target = new Told(Files.newOutputStream(part), progress)) {
        reply = client.send(request, body -> body.transferTo(target));
      } finally {
        progress.end();
      }
      if (reply instanceof Answered<Long>(int _, Long bytes)) {
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        err.println(String.format(Locale.ROOT, "%s: %,d bytes", file, bytes));
      }
      return ServerOptions.exitCode(spec, reply);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Tells how many bytes were written. */
  private static final class Told extends FilterOutputStream {
    private final ProgressLine progress;
    private long bytes;

    Told(OutputStream target, ProgressLine progress) {
      super(target);
      this.progress = progress;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      out.write(source, offset, length);
      bytes += length;
      progress.at("bytes", bytes, -1);
    }
  }
}
