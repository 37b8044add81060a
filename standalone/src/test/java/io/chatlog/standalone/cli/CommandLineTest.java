package io.chatlog.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.standalone.broker.BrokerSettings;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.standalone.role.IngestOptions;
import io.chatlog.standalone.role.LogConnection;
import io.chatlog.standalone.role.ProcessorOptions;
import io.chatlog.standalone.role.QueryOptions;
import io.chatlog.standalone.role.RegistryOptions;
import io.chatlog.standalone.role.RoleStarter;
import io.chatlog.standalone.role.Roles;
import io.chatlog.standalone.role.SettingSources;
import io.chatlog.standalone.role.StandaloneOptions;
import io.chatlog.standalone.role.StartRefusedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Options become records, faults become messages and exit codes; nothing is started. */
class CommandLineTest {
  private final List<Object> started = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start",
        "load",
        "import",
        "search",
        "tail",
        "stats",
        "erase-check",
        "topics",
        "broker",
        "registry",
        "ingest",
        "processor",
        "query",
        "verify",
        "cleanup",
        "optimize",
        "reindex",
        "config",
        "stores",
        "topology",
        "export",
        "backup",
        "restore",
        "version"
      })
  void everyCommandExplainsItselfWithAnExample(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString())
        .contains("Usage: chatlog " + command)
        .contains("./chatlog " + command);
    assertThat(started).isEmpty();
  }

  @Test
  void listsEveryCommand() {
    assertThat(run("help")).isZero();
    assertThat(out.toString()).contains("start ", "load ", "topics ", "broker ", "registry ");
    assertThat(run("help", "load")).isZero();
    assertThat(out.toString()).contains("Usage: chatlog load");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "begin",
        "start --prot 1",
        "start --port 0",
        "start --port 70000",
        "start --port x",
        "start --partitions 0",
        "start --partitions 1001",
        "start extra",
        "load",
        "load file --batch 0",
        "load file --batch 10001",
        "load file --url localhost",
        "import",
        "import - file",
        "import --user a/b file",
        "search",
        "search a b",
        "search word --limit 0",
        "search word --limit 1001",
        "search word --user a/b",
        "search word --min-score high",
        "search word --token a\u00e9b",
        "tail",
        "tail a/b",
        "tail ada ..",
        "tail ada s1 --after -1",
        "stats extra",
        "erase-check",
        "erase-check ab",
        "erase-check word --data-dir ./no-such-directory",
        "stats --session s1",
        "stats --user ada --session s1 --daily",
        "stats --from 2026-01-01",
        "optimize --partition -1",
        "reindex extra",
        "config page_items_max",
        "config page_items_max=many",
        "config =1",
        "config page_items_max=1 page_items_max=2",
        "config page_items_max=1 --reset page_items_max",
        "stores extra",
        "topology --url ftp://x",
        "export",
        "export ada --format pdf",
        "broker --quorum 1",
        "broker --node-id 2 --quorum 1@127.0.0.1:1",
        "broker --quorum 1@127.0.0.1:1,2@127.0.0.1:2",
        "ingest --processors nowhere",
        "processor --standbys -1",
        "topics --partitions many"
      })
  void refusesWhatItDoesNotUnderstand(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
    assertThat(run(arguments)).as(out + " " + err).isEqualTo(2);
    assertThat(err.toString()).startsWith("chatlog");
    assertThat(started).isEmpty();
  }

  @Test
  void namesTheOptionAndTheHelp() {
    assertThat(run("start", "--port", "70000")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "chatlog start: Invalid value for option '--port': '70000' is not a port (1..65535)"
                + "See ./chatlog start --help");
  }

  @Test
  void startHasTheDefaultsThatTheReadmeStates() {
    assertThat(run("start", "--data-dir", dir.toString())).isEqualTo(1);
    assertThat(started).hasSize(1);
    StandaloneOptions options = (StandaloneOptions) started.getFirst();
    assertThat(options)
        .usingRecursiveComparison()
        .ignoringFields("progress")
        .isEqualTo(
            new StandaloneOptions(
                new HostPort("127.0.0.1", 8080),
                new HostPort("127.0.0.1", 9092),
                "127.0.0.1",
                new HostPort("127.0.0.1", 8085),
                dir,
                OptionalInt.empty(),
                SettingSources.none(),
                line -> {}));
  }

  @Test
  void startMapsEveryOption() {
    run(
        ("start --port 1 --kafka-port 2 --registry-port 3 --host 0.0.0.0 --advertised-host h"
                + " --partitions 7 --config f --set chatlog.a=b --set chatlog.c=d --data-dir "
                + dir)
            .split(" "));
    assertThat(started.getFirst())
        .usingRecursiveComparison()
        .ignoringFields("progress")
        .isEqualTo(
            new StandaloneOptions(
                new HostPort("0.0.0.0", 1),
                new HostPort("0.0.0.0", 2),
                "h",
                new HostPort("0.0.0.0", 3),
                dir,
                OptionalInt.of(7),
                new SettingSources(
                    Optional.of(Path.of("f")), Map.of("chatlog.a", "b", "chatlog.c", "d")),
                line -> {}));
  }

  @Test
  void brokerMapsEveryOption() {
    run(
        ("broker --port 1 --host 0.0.0.0 --advertised-host h --node-id 2"
                + " --quorum 1@a:5,2@b:6,3@c:7 --controller-port 6 --cluster-id x --data-dir "
                + dir)
            .split(" "));
    assertThat(started)
        .containsExactly(
            new BrokerSettings(
                2,
                new HostPort("0.0.0.0", 1),
                "h",
                new HostPort("0.0.0.0", 6),
                Map.of(1, new HostPort("a", 5), 2, new HostPort("b", 6), 3, new HostPort("c", 7)),
                dir.resolve("kafka"),
                Optional.of("x")));
  }

  @Test
  void theOtherRolesMapEveryOption() {
    String log = " --bootstrap b:1 --registry http://r:1,http://r:2/ --data-dir " + dir;
    run(("ingest --port 1 --host h --processors http://p:1,http://p:2" + log).split(" "));
    run(("query --port 2 --host h --processors http://p:1" + log).split(" "));
    run(("processor --port 3 --host 0.0.0.0 --advertised-host a --standbys 1" + log).split(" "));
    run(("registry --port 4 --host h --data-dir " + dir).split(" "));
    LogConnection connection =
        new LogConnection("b:1", List.of(URI.create("http://r:1"), URI.create("http://r:2")));
    assertThat(started)
        .containsExactly(
            new IngestOptions(
                new HostPort("h", 1),
                connection,
                List.of(URI.create("http://p:1"), URI.create("http://p:2")),
                SettingSources.none()),
            new QueryOptions(
                new HostPort("h", 2),
                connection,
                List.of(URI.create("http://p:1")),
                SettingSources.none()),
            new ProcessorOptions(
                new HostPort("0.0.0.0", 3),
                new HostPort("a", 3),
                connection,
                dir.resolve("state"),
                1,
                SettingSources.none()),
            new RegistryOptions(new HostPort("h", 4)));
  }

  @Test
  void saysInOneLineEachWhyItDoesNotStart() {
    assertThat(run("query", "--data-dir", dir.toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("chatlog query: one fault\nchatlog query: another\n");
  }

  @Test
  void saysThatAFileIsNotThere() {
    assertThat(run("import", dir.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no such file");
    assertThat(run("load", dir.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no such file");
  }

  @Test
  void saysWhyAFileCannotBeWritten() {
    String nowhere = dir.resolve("none").resolve("file").toString();
    String[] words = {"export", "ada", "--url", "http://127.0.0.1:1", "--out", nowhere};
    assertThat(run(words)).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "chatlog export: cannot write "
                + nowhere
                + ": there is no directory "
                + dir.resolve("none")
                + "\n");
    err.getBuffer().setLength(0);
    words[5] = dir.toString();
    assertThat(run(words)).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "chatlog export: cannot write " + dir + ": it is a directory\n");
  }

  @Test
  void saysThatNoServerAnswers() {
    for (String line :
        new String[] {
          "search word",
          "tail ada s1",
          "stats",
          "stats --json",
          "verify",
          "optimize",
          "reindex --json",
          "cleanup",
          "config",
          "config page_items_max=1 --json",
          "stores",
          "stores --json",
          "topology",
          "export ada",
          "backup /tmp/x",
          "restore /tmp/x"
        }) {
      assertThat(run((line + " --url http://127.0.0.1:1").split(" "))).as(line).isEqualTo(4);
      assertThat(err.toString())
          .startsWith("chatlog " + line.split(" ")[0] + ": no server answers at http://127.0.0.1:1")
          .hasLineCount(1);
      err.getBuffer().setLength(0);
    }
  }

  private int run(String... arguments) {
    CommandLine chatlog =
        ChatlogCommand.commandLine(
            new Roles(record(), record(), record(), record(), record(), record()));
    chatlog.setOut(new PrintWriter(out, true));
    chatlog.setErr(new PrintWriter(err, true));
    return chatlog.execute(arguments);
  }

  private <O> RoleStarter<O> record() {
    return options -> {
      started.add(options);
      throw new StartRefusedException("one fault\nanother");
    };
  }
}
