package io.chatlog.it.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.ledger.Ledger;
import io.chatlog.it.ledger.LedgerCheck;
import io.chatlog.it.ledger.Writers;
import io.chatlog.it.process.Seeds;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of the standalone while clients write, again and again. */
class StandaloneKillTest {
  private static final Duration PROGRESS_MAX = Duration.ofSeconds(90);
  private static final Duration READY_MAX = Duration.ofSeconds(40);
  private static final int MEASURED_ROUNDS = 20;

  @Test
  void nothingIsLostOrDoubledByAKill() throws Exception {
    Seeds.run("kill the standalone twice", seed -> rounds(2, seed, Writers.EASY_PACE));
  }

  @Test
  @Tag("soak")
  void nothingIsLostOrDoubledByTwentyKills() throws Exception {
    Seeds.run("kill the standalone 20 times", seed -> rounds(MEASURED_ROUNDS, seed, Writers.PACE));
  }

  private static void rounds(int rounds, long seed, Duration pace) {
    Random random = new Random(seed);
    try (Standalone standalone = Standalone.start(Workspace.empty("kill-standalone"));
        ChatlogClient client = ChatlogClient.of(standalone);
        Writers writers = Writers.start(client, "killed", seed, pace)) {
      Ledger ledger = writers.ledger();
      for (int round = 1; round <= rounds; round++) {
        ledger.awaitAcknowledged(ledger.acknowledged() + 100 + random.nextInt(400), PROGRESS_MAX);
        standalone.kill();
        standalone.startAgain();
        System.out.printf(
            "round %d: killed at %d acknowledged messages, ready after %d ms%n",
            round, ledger.acknowledged(), standalone.readyAfter().toMillis());
        if (rounds >= MEASURED_ROUNDS) { // a time is held where the machine is this test's alone
          assertThat(standalone.readyAfter()).as("kill -9 to ready").isLessThan(READY_MAX);
        }
      }
      ledger.awaitAcknowledged(ledger.acknowledged() + 100, PROGRESS_MAX);
      writers.stop();
      LedgerCheck.check(standalone, client, ledger);
      checkTotals(client.systemStats(), ledger);
      QuietReads quiet = QuietReads.post(client, "quiet");
      standalone.kill();
      standalone.startAgain();
      quiet.allAreSeen();
    }
  }

  private static void checkTotals(JsonNode stats, Ledger ledger) {
    assertThat(stats.get("total_users").asInt()).isEqualTo(Writers.USERS + ledger.changedUsers());
    assertThat(stats.get("total_sessions").asInt())
        .isEqualTo(Writers.SESSIONS + ledger.changedSessions());
    assertThat(stats.get("total_messages").asInt())
        .as("messages in all; those acknowledged, and those of which nothing is known")
        .isBetween(
            ledger.acknowledged() + ledger.changedMessages(),
            ledger.bySession().values().stream().mapToInt(l -> l.size()).sum()
                + ledger.changedMessages());
  }
}
