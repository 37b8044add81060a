package io.chatlog.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.process.ChildProcess;
import io.chatlog.it.process.CommandLineHere;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.Ports;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.WithStandalone;
import io.chatlog.it.process.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** {@code ./chatlog}: loads, refusals and exit codes. */
@WithStandalone
class CommandLineTest {
  private static final Duration END_MAX = Duration.ofSeconds(60);

  private final Standalone standalone;
  private final ChatlogClient client;

  CommandLineTest(Standalone standalone, ChatlogClient client) {
    this.standalone = standalone;
    this.client = client;
  }

  @Test
  void aFileIsLoadedAndLoadedAgain() throws Exception {
    String user = Names.unique("nick|away[`]");
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 2_500; number++) {
      lines.add(
          Json.object(
                  "user_id",
                  user,
                  "session_id",
                  "s" + number % 5,
                  "message_id",
                  "m" + number,
                  "role",
                  "user",
                  "content",
                  number % 1_000 == 999 ? " " : "message " + number)
              .toString());
    }
    Path file = Workspace.empty("load").resolve("messages.jsonl.gz");
    try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(String.join("\n", lines).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    ChildProcess first = run(load(file));
    assertThat(first.awaitExit(END_MAX)).as(first.output()).isEqualTo(1);
    assertThat(first.output())
        .containsPattern("accepted +2,498")
        .containsPattern("duplicate +0")
        .containsPattern("refused +2")
        .contains("line 1000: content_blank")
        .contains("line 2000: content_blank");
    assertThat(client.userStats(user).get("total_messages").asLong()).isEqualTo(2_498);
    assertThat(client.userStats(user).get("total_sessions").asLong()).isEqualTo(5);
    assertThat(CommandLineHere.run(load(file).toArray(String[]::new)).output())
        .containsPattern("accepted +0")
        .containsPattern("duplicate +2,498")
        .containsPattern("refused +2");
    assertThat(client.userStats(user).get("total_messages").asLong()).isEqualTo(2_498);
  }

  @Test
  void aWrongOptionIsExitCode2() {
    ChildProcess process = run(List.of("start", "--prot", "9000"));
    assertThat(process.awaitExit(END_MAX)).as(process.output()).isEqualTo(2);
    assertThat(process.output()).isNotBlank().doesNotContain("\tat ");
    for (String[] arguments :
        new String[][] {{"start", "--port", "many"}, {"nonsense"}, {"load"}}) {
      CommandLineHere.Ended ended = CommandLineHere.run(arguments);
      assertThat(ended.exitCode()).as(ended.output()).isEqualTo(2);
      assertThat(ended.output()).isNotBlank().doesNotContain("\tat ");
    }
  }

  @Test
  void everyCommandExplainsItself() {
    List<String> commands =
        List.of(
            "start",
            "load",
            "search",
            "tail",
            "stats",
            "topics",
            "broker",
            "registry",
            "ingest",
            "processor",
            "query");
    ChildProcess help = run(List.of("help"));
    assertThat(help.awaitExit(END_MAX)).isZero();
    assertThat(help.output()).contains(commands);
  }

  @Test
  void aDataDirectoryHasOneOwner() {
    ChildProcess second = run(start(Ports.free(), standalone.dataDir()));
    assertThat(second.awaitExit(END_MAX)).isEqualTo(1);
    assertThat(second.output()).contains("is in use by another chatlog");
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    ChildProcess process = run(start(standalone.writes().getPort(), Workspace.empty("port-taken")));
    assertThat(process.awaitExit(END_MAX)).isEqualTo(1);
    assertThat(process.output())
        .contains("port " + standalone.writes().getPort())
        .contains("--port");
  }

  private List<String> load(Path file) {
    return List.of(
        "load", "--url", standalone.writes().toString(), "--batch", "400", file.toString());
  }

  private static List<String> start(int port, Path dataDir) {
    return List.of(
        "start",
        "--port",
        Integer.toString(port),
        "--kafka-port",
        Integer.toString(Ports.free()),
        "--registry-port",
        Integer.toString(Ports.free()),
        "--data-dir",
        dataDir.toString());
  }

  private static ChildProcess run(List<String> arguments) {
    return ChildProcess.start(arguments);
  }
}
