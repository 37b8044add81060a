package io.chatlog.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Paths;
import io.chatlog.it.process.ChildProcess;
import io.chatlog.it.process.Proc;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import io.chatlog.it.reads.ConversationSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * 220,390 real chat lines of 15,751 people, backed up and restored into an empty system that is
 * killed in the middle: every export is the same, so are the statistics, and log, rows and index
 * agree. Restored once more, nothing new comes.
 */
@Tag("soak")
class BackupSoakTest {
  private static final Duration LONG = Duration.ofMinutes(20);
  private static final int KILLED_AT = 80_000;

  static List<Path> files() {
    Optional<Path> file =
        ConversationSet.directory().map(directory -> directory.resolve("medium_irc.jsonl.zst"));
    return file.filter(Files::isRegularFile).stream().toList();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("files")
  void aLargeSetComesBackWhole(Path file) {
    Path workspace = Workspace.empty("backup-soak");
    String backup = workspace.resolve("backup").toAbsolutePath().toString();
    Map<String, String> before;
    try (Standalone old = Standalone.start(workspace.resolve("old"));
        ChatlogClient client = ChatlogClient.of(old)) {
      command(workspace, old, 1, "load", file.toString());
      before = told(client);
      System.out.println(command(workspace, old, 0, "backup", backup).output());
      memory(old, "the backup");
    }
    try (Standalone fresh = Standalone.start(workspace.resolve("fresh"));
        ChatlogClient client = ChatlogClient.of(fresh)) {
      CompletableFuture<Void> broken =
          CompletableFuture.runAsync(() -> command(workspace, fresh, 1, "restore", backup));
      while (messages(client) < KILLED_AT) {
        Thread.onSpinWait();
      }
      fresh.kill();
      broken.join();
      fresh.startAgain();
      System.out.printf("killed with %,d messages%n", messages(client));
      System.out.println(command(workspace, fresh, 0, "restore", backup).output());
      memory(fresh, "the restore");
      System.out.println(command(workspace, fresh, 0, "verify").output());
      assertThat(told(client)).isEqualTo(before);
      System.out.println(command(workspace, fresh, 0, "restore", backup).output());
      assertThat(messages(client)).isEqualTo(Long.parseLong(before.get("total_messages")));
    }
  }

  private static long messages(ChatlogClient client) {
    return client.systemStats().get("total_messages").asLong();
  }

  /** Every user's export and statistics, and those of the system. */
  private static Map<String, String> told(ChatlogClient client) {
    Map<String, String> told = new TreeMap<>();
    for (JsonNode user : client.walk(Call.get("/v1/users").query("limit", 1_000))) {
      String id = user.get("user_id").asText();
      Call export = Call.get(Paths.user(id) + "/export").query("format", "ndjson");
      String text = new String(client.send(export).expect(200).body(), StandardCharsets.UTF_8);
      told.put(id, text.length() + " " + text.hashCode() + " " + client.userStats(id));
    }
    for (String total : List.of("total_users", "total_sessions", "total_messages")) {
      told.put(total, client.systemStats().get(total).toString());
    }
    return told;
  }

  private static ChildProcess command(
      Path workspace, Standalone system, int exit, String... words) {
    List<String> all = new java.util.ArrayList<>(List.of(words));
    all.addAll(List.of("--url", system.reads().toString()));
    long begin = System.nanoTime();
    ChildProcess command =
        ChildProcess.start(words[0], all, workspace.resolve(words[0] + "-" + begin + ".out"));
    assertThat(command.awaitExit(LONG)).as(command.output()).isEqualTo(exit);
    System.out.printf("%s took %d ms%n", words[0], (System.nanoTime() - begin) / 1_000_000);
    return command;
  }

  private static void memory(Standalone system, String after) {
    long peak = Proc.residentBytesPeak(system.process().pid());
    System.out.printf("resident memory after %s: at most %d MB%n", after, peak / 1_000_000);
    assertThat(peak).isLessThanOrEqualTo(1_500_000_000L);
  }
}
