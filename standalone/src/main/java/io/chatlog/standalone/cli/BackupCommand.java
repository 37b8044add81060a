package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiClient;
import io.chatlog.standalone.client.http.JsonView;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chatlog backup}. */
@Command(
    name = "backup",
    header = "Writes everything, or everything of one user, to a directory of the server",
    description = {
      "Makes the server write a backup: a manifest, a file for each partition and one of personas."
          + " A directory that is there is never written over. Password hashes are in it: keep it"
          + " as a secret. Only the owner of the server's process may read it. With --user: the"
          + " user's sessions, messages, documents, contexts and personas; panels belong to nobody,"
          + " so they are in backups of everything only.",
      ""
    },
    footer = {
      "",
      "The path is one of the server: absolute, or inside its chatlog.keeper.backup_dir.",
      "Exit code: 0 done, 1 refused or failed, 2 usage, 4 no server.",
      "",
      "Examples:",
      "  ./chatlog backup /var/backups/chatlog-2026-01-31",
      "  ./chatlog backup /var/backups/ada --user ada --json"
    })
final class BackupCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "PATH", description = "The directory that comes into being.")
  private String path = "";

  @Option(names = "--user", paramLabel = "ID", description = "Only what is this user's.")
  private @Nullable String user;

  @Option(names = "--json", description = "Print the manifest as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    String only = user == null ? null : Id.checked(spec, "--user", user);
    try (ApiClient client = server.client(spec)) {
      return LongCall.run(client, "/v1/admin/backup", path, only, spec, this::tell);
    }
  }

  private void tell(JsonView manifest) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(manifest);
      return;
    }
    long bytes = 0;
    for (JsonView file : manifest.at("files").items()) {
      bytes += file.at("bytes").integer();
    }
    out.println(TerminalText.line(manifest.text("path")));
    out.println(counts(manifest.at("counts")) + String.format(Locale.ROOT, ", %,d bytes", bytes));
  }

  /** So many of each kind, on one line. */
  static String counts(JsonView counts) {
    StringBuilder line = new StringBuilder();
    counts
        .fields()
        .forEach(
            (kind, count) ->
                line.append(line.isEmpty() ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%,d %s", count.integer(), kind)));
    return TerminalText.line(line.toString());
  }
}
