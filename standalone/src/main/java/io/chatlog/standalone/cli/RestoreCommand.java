package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiClient;
import io.chatlog.standalone.client.http.JsonView;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chatlog restore}. */
@Command(
    name = "restore",
    header = "Brings back what a backup holds, or one user of it",
    description = {
      "Makes the server restore a backup. What is there stays as it is, so a restore may be"
          + " repeated, also after one that was interrupted, and runs over a living system. Nothing"
          + " is written before every file was held to its checksum.",
      ""
    },
    footer = {
      "",
      "The path is one of the server: absolute, or inside its chatlog.keeper.backup_dir.",
      "Exit code: 0 all is there, 1 refused or failed in part, 2 usage, 4 no server.",
      "",
      "Examples:",
      "  ./chatlog restore /var/backups/chatlog-2026-01-31",
      "  ./chatlog restore /var/backups/chatlog-2026-01-31 --user ada --json"
    })
final class RestoreCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "PATH", description = "The directory of the backup.")
  private String path = "";

  @Option(names = "--user", paramLabel = "ID", description = "Only what is this user's.")
  private @Nullable String user;

  @Option(names = "--json", description = "Print what came of it as JSON.")
  private boolean json;

  private boolean incomplete;

  @Override
  public Integer call() throws InterruptedException {
    String only = user == null ? null : Id.checked(spec, "--user", user);
    try (ApiClient client = server.client(spec)) {
      int exit = LongCall.run(client, "/v1/admin/restore", path, only, spec, this::tell);
      return exit == ExitCode.OK && incomplete ? ExitCode.FAILED : exit;
    }
  }

  private void tell(JsonView restored) {
    PrintWriter out = spec.commandLine().getOut();
    restored.at("failed").fields().forEach((kind, count) -> incomplete |= count.integer() > 0);
    if (json) {
      out.println(restored);
      return;
    }
    out.println("restored  " + BackupCommand.counts(restored.at("restored")));
    out.println("present   " + BackupCommand.counts(restored.at("present")));
    out.println("failed    " + BackupCommand.counts(restored.at("failed")));
    for (JsonView fault : restored.at("faults").items()) {
      out.println(
          TerminalText.line(
              "  %s %s%s: %s: %s"
                  .formatted(
                      fault.text("kind"),
                      fault.text("id"),
                      fault.text("user_id").isEmpty() ? "" : " of " + fault.text("user_id"),
                      fault.text("code"),
                      fault.text("detail"))));
    }
  }
}
