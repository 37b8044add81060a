package io.chatlog.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.process.ChildProcess;
import io.chatlog.it.process.Proc;
import io.chatlog.it.process.Seeds;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import io.chatlog.it.reads.ConversationSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * 220,415 real chat lines of 15,758 people, one of whom wrote a large part of them, loaded by
 * {@code ./chatlog load}: counted, found, within the memory promised, and ready in the time
 * promised.
 */
@Tag("soak")
class MediumIrcSoakTest {
  private static final int LINES = 220_415;
  private static final int BLANK = 25;
  private static final Duration LOAD_MAX = Duration.ofMinutes(20);
  private static final long RESIDENT_BYTES_MAX = 1_500L * 1000 * 1000;

  static List<Path> files() {
    Optional<Path> file =
        ConversationSet.directory().map(directory -> directory.resolve("medium_irc.jsonl.zst"));
    return file.filter(Files::isRegularFile).stream().toList();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("files")
  void aLargeSetIsLoadedCountedAndFound(Path file) throws Exception {
    Seeds.run("medium_irc", seed -> run(file, seed));
  }

  private static void run(Path file, long seed) {
    ConversationSet set = ConversationSet.of(file);
    assertThat(set.lines()).hasSize(LINES);
    try (Standalone standalone = Standalone.start(Workspace.empty("medium-irc"));
        ChatlogClient client = ChatlogClient.of(standalone)) {
      told(standalone, "empty", Duration.ofSeconds(15));
      load(standalone, file);
      LoadedSet loaded = new LoadedSet(client, set, seed);
      loaded.check();
      checkMemory(standalone, "after the load");

      standalone.stop();
      standalone.startAgain();
      told(standalone, "with all messages", Duration.ofSeconds(25));
      loaded.check();
      checkMemory(standalone, "after a restart");

      standalone.kill();
      standalone.startAgain();
      told(standalone, "after kill -9", Duration.ofSeconds(40));
      loaded.check();
      checkMemory(standalone, "after a kill");
    }
  }

  private static void load(Standalone standalone, Path file) {
    long begin = System.nanoTime();
    ChildProcess load =
        ChildProcess.start(
            List.of("load", "--url", standalone.writes().toString(), file.toString()));
    load.awaitExit(LOAD_MAX);
    System.out.printf(
        "loaded in %d s%n%s%n", (System.nanoTime() - begin) / 1_000_000_000, load.output());
    assertThat(load.output())
        .containsPattern("accepted +220,390")
        .containsPattern("duplicate +0")
        .containsPattern("refused +25")
        .containsPattern("25  content_blank")
        .doesNotContain("failed ");
    assertThat(load.output().lines().filter(line -> line.matches(" +line \\d+: content_blank: .*")))
        .as("each refused line with its reason")
        .hasSize(BLANK);
  }

  private static void told(Standalone standalone, String when, Duration max) {
    Duration took = standalone.readyAfter();
    System.out.printf("start to ready, %s: %d ms%n", when, took.toMillis());
    assertThat(took).as("start to ready, " + when).isLessThanOrEqualTo(max);
  }

  private static void checkMemory(Standalone standalone, String when) {
    long pid = standalone.process().pid();
    long now = Proc.residentBytes(pid);
    long peak = Proc.residentBytesPeak(pid);
    System.out.printf(
        "resident memory %s: %d MB, at most %d MB%n", when, now / 1_000_000, peak / 1_000_000);
    assertThat(peak).as("resident memory " + when).isLessThanOrEqualTo(RESIDENT_BYTES_MAX);
  }
}
