package io.chatlog.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.process.Proc;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a message costs the server in CPU time, in a session of 100,000 messages and in a new one.
 * Windows of both kinds alternate, so that whatever else the machine does falls on both alike, and
 * medians are compared.
 */
@Tag("soak")
class AppendCostSoakTest {
  private static final int LENGTH = 100_000;
  private static final int WINDOW = 2_000;
  private static final int WINDOWS = 9;
  private static final int BATCH = 500;

  /** "The same within noise": the windows of one kind differ by as much among themselves. */
  private static final double RATIO_MAX = 1.25;

  @Test
  void aMessageCostsTheSameInALongSession() {
    try (Standalone standalone = Standalone.start(Workspace.empty("append-cost"));
        ChatlogClient client = ChatlogClient.of(standalone)) {
      long pid = standalone.process().pid();
      // One user, hence one partition, for both: the new sessions get as many messages in all as
      // the code needs to be compiled before anything is measured.
      append(client, "long", LENGTH - WINDOWS * WINDOW);
      List<Double> atTheEnd = new ArrayList<>();
      List<Double> atTheBeginning = new ArrayList<>();
      for (int window = 0; window < WINDOWS; window++) {
        atTheBeginning.add(microsEach(client, pid, "new-" + window));
        atTheEnd.add(microsEach(client, pid, "long"));
      }
      double first = median(atTheBeginning);
      double last = median(atTheEnd);
      System.out.printf(
          "server CPU per message: %.0f us from message 1 on %s, %.0f us at message %d %s, ratio"
              + " %.2f%n",
          first, rounded(atTheBeginning), last, LENGTH, rounded(atTheEnd), last / first);
      assertThat(client.sessionStats("appender", "long").get("message_count").asInt())
          .isEqualTo(LENGTH);
      assertThat(last / first).isBetween(1 / RATIO_MAX, RATIO_MAX);
    }
  }

  private static double microsEach(ChatlogClient client, long pid, String session) {
    long before = Proc.cpu(pid).toMillis();
    append(client, session, WINDOW);
    return (Proc.cpu(pid).toMillis() - before) * 1e3 / WINDOW;
  }

  private static void append(ChatlogClient client, String session, int messages) {
    for (int from = 0; from < messages; from += BATCH) {
      List<JsonNode> items = new ArrayList<>();
      for (int number = 0; number < BATCH; number++) {
        items.add(
            Json.object(
                "user_id",
                "appender",
                "session_id",
                session,
                "role",
                number % 2 == 0 ? "user" : "assistant",
                "content",
                "an ordinary message of some twelve words with the number " + number));
      }
      client.load(items);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static List<Long> rounded(List<Double> values) {
    return values.stream().map(Math::round).toList();
  }
}
