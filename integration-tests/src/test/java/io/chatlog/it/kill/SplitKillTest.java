package io.chatlog.it.kill;

import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.ledger.Ledger;
import io.chatlog.it.ledger.LedgerCheck;
import io.chatlog.it.ledger.Writers;
import io.chatlog.it.process.Seeds;
import io.chatlog.it.process.SplitCluster;
import io.chatlog.it.process.SplitCluster.Role;
import io.chatlog.it.process.Workspace;
import io.chatlog.it.tail.Following;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of each role in turn, every role being a process of its own, while clients write
 * and others follow what is written.
 */
class SplitKillTest {
  private static final Duration PROGRESS_MAX = Duration.ofSeconds(90);

  /** What the others do without: writes go on while it is dead. */
  private static final Set<Role> DISPENSABLE =
      Set.of(Role.REGISTRY, Role.QUERY, Role.PROCESSOR_1, Role.PROCESSOR_2);

  @Test
  void nothingIsLostOrDoubledWhicheverRoleIsKilled() throws Exception {
    Seeds.run("kill each role once", seed -> rounds(1, seed, Writers.EASY_PACE));
  }

  @Test
  @Tag("soak")
  void nothingIsLostOrDoubledWhicheverRoleIsKilledFiveTimes() throws Exception {
    Seeds.run("kill each role five times", seed -> rounds(5, seed, Writers.PACE));
  }

  private static void rounds(int rounds, long seed, Duration pace) throws InterruptedException {
    Random random = new Random(seed);
    try (SplitCluster cluster = SplitCluster.start(Workspace.empty("kill-split"));
        ChatlogClient client = ChatlogClient.of(cluster);
        Writers writers = Writers.start(client, "killed", seed, pace);
        Following following = Following.start(cluster, "killed0", "s0")) {
      Ledger ledger = writers.ledger();
      for (int round = 1; round <= rounds; round++) {
        for (Role role : Role.values()) {
          progress(ledger, 50 + random.nextInt(200));
          long begin = System.nanoTime();
          cluster.kill(role);
          if (DISPENSABLE.contains(role)) {
            progress(ledger, 100);
          }
          cluster.startAgain(role);
          System.out.printf(
              "round %d: killed %s at %d acknowledged messages, back after %d ms; ended with it:"
                  + " %s%n",
              round,
              role,
              ledger.acknowledged(),
              (System.nanoTime() - begin) / 1_000_000,
              cluster.reviveAll());
        }
      }
      progress(ledger, 100);
      writers.stop();
      LedgerCheck.check(cluster, client, ledger);
      following.check(client);
      failOverQuietly(
          cluster,
          client,
          rounds == 1 ? List.of(Role.PROCESSOR_1) : List.of(Role.PROCESSOR_1, Role.PROCESSOR_2));
      SplitTokens.check(cluster, client);
      SplitSettings.check(client);
    }
  }

  /** The owner dies right after it was written to: its stand-by knows, without new traffic. */
  private static void failOverQuietly(
      SplitCluster cluster, ChatlogClient client, List<Role> owners) {
    for (Role owner : owners) {
      QuietReads quiet = QuietReads.post(client, "quiet-" + owner);
      cluster.kill(owner);
      quiet.staleReadsAreNeverEmpty();
      quiet.allAreSeen();
      cluster.startAgain(owner);
      quiet.allAreSeen();
    }
  }

  private static void progress(Ledger ledger, int messages) {
    ledger.awaitAcknowledged(ledger.acknowledged() + messages, PROGRESS_MAX);
  }
}
