package io.chatlog.it.tail;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Paths;
import io.chatlog.it.process.Seeds;
import io.chatlog.it.process.SplitCluster;
import io.chatlog.it.process.SplitCluster.Role;
import io.chatlog.it.process.Workspace;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code kill -9} of the processor that owns what is followed, and of the query service. The short
 * form of it is part of {@link io.chatlog.it.kill.SplitKillTest}, whose processes it shares.
 */
@Timeout(900)
class TailFailOverTest {
  private static final String USER = "ada";

  @Test
  @Tag("soak")
  void killsOfOwnersAndOfTheQueryServiceLeaveNoGapAndNoRepeat() throws Exception {
    Seeds.run("kill the owners of a tail", seed -> kills(6, seed));
  }

  private static void kills(int kills, long seed) throws Exception {
    try (SplitCluster cluster = SplitCluster.start(Workspace.empty("kill-tail"));
        ChatlogClient client = ChatlogClient.of(cluster)) {
      client.createUser(USER);
      List.of("s", "t").forEach(name -> client.createSession(USER, name));
      try (Following following = Following.start(cluster, USER, "s")) {
        try (Talker one = Talker.start(client, "one", USER, List.of("s"), seed);
            Talker both = Talker.start(client, "both", USER, List.of("s", "t"), seed + 1)) {
          following.awaitMore(50);
          for (int kill = 1; kill <= kills; kill++) {
            Role role = kill % 3 == 0 ? Role.QUERY : owner(cluster, client);
            long begin = System.nanoTime();
            cluster.kill(role);
            if (role == Role.QUERY) {
              cluster.startAgain(role);
            }
            following.awaitMore(50);
            System.out.printf(
                "killed %s behind %d messages: both followers saw 50 more after %d ms%n",
                role,
                one.acknowledged() + both.acknowledged(),
                (System.nanoTime() - begin) / 1_000_000);
            cluster.reviveAll();
          }
        }
        following.check(client);
      }
    }
  }

  /** The processor that owns the partition of the user. */
  private static Role owner(SplitCluster cluster, ChatlogClient client) {
    String position = client.send(Call.get(Paths.user(USER))).expect(200).position();
    String number = position.substring(0, position.indexOf(':'));
    for (JsonNode partition : client.read("/v1/admin/topology").get("partitions")) {
      if (partition.get("partition").asText().equals(number)) {
        String owner = partition.get("owner").asText();
        return owner.endsWith(":" + cluster.processor(1).getPort())
            ? Role.PROCESSOR_1
            : Role.PROCESSOR_2;
      }
    }
    throw new AssertionError("no partition " + number);
  }
}
