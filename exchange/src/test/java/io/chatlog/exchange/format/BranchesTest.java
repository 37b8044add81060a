package io.chatlog.exchange.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.Turn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Conversations of ChatGPT with everything that stands beside the thread. */
class BranchesTest {
  private static final String SESSION = "chatgpt-c";

  private static Heard read(Branches branches, String fields, String... nodes) throws IOException {
    String text = "[{'id':'c'," + fields + "'mapping':{" + String.join(",", nodes) + "}}]";
    byte[] json = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return Heard.read(Format.CHATGPT, branches, json);
  }

  /** A message that says its own id; without time where that is negative. */
  private static String node(String id, String parent, int time) {
    return "'%s':{'parent':%s,'message':{'author':{'role':'user'}%s,'content':{'parts':['%s']}}}"
        .formatted(
            id,
            parent == null ? "null" : "'" + parent + "'",
            time < 0 ? "" : ",'create_time':" + time,
            id);
  }

  private static String id(String node) {
    return Keys.message(Format.CHATGPT, SESSION, node);
  }

  private static String branch(String name, String after) {
    return after == null
        ? "{\"branch\":\"" + id(name) + "\"}"
        : "{\"branch\":\"" + id(name) + "\",\"branch_after\":\"" + id(after) + "\"}";
  }

  @Test
  void branchesComeBehindTheThreadAndNameTheirFirstMessage() throws IOException {
    String[] tree = {
      node("q", null, 1),
      node("late", "q", 9),
      node("early", "q", 2),
      node("more", "early", -1),
      node("other", "early", 5),
      node("shown", "q", 3),
      node("end", "shown", 4),
      node("anew", null, 6)
    };
    Heard all = read(Branches.ALL, "'current_node':'end',", tree);
    assertThat(all.contents())
        .containsExactly("q", "shown", "end", "anew", "early", "more", "late", "other");
    assertThat(all.turns)
        .extracting(Turn::metadataJson)
        .containsExactly(
            null,
            null,
            null,
            branch("anew", null),
            branch("early", "q"),
            branch("early", "q"),
            branch("late", "q"),
            branch("other", "early"));
    assertThat(all.turns.get(5).timestampMicros()).isEqualTo(2_000_000L);
    assertThat(all.skipped).isEmpty();
    Heard main = read(Branches.MAIN, "'current_node':'end',", tree);
    assertThat(main.turns).isEqualTo(all.turns.subList(0, 3));
    assertThat(main.skipped).isEqualTo(Map.of(Skip.OTHER_BRANCH, 5));
  }

  @Test
  void aBranchIsNamedByWhatIsSaidFirstAndHiddenMessagesAreCounted() throws IOException {
    String hidden = "'h':{'parent':'q','message':null}";
    Heard all =
        read(
            Branches.ALL,
            "'current_node':'end',",
            node("q", null, 1),
            node("end", "q", 9),
            hidden,
            node("a", "h", 2),
            node("b", "h", 3));
    assertThat(all.contents()).containsExactly("q", "end", "a", "b");
    assertThat(all.turns.get(2).metadataJson()).isEqualTo(branch("a", "q"));
    assertThat(all.turns.get(3).metadataJson()).isEqualTo(branch("b", "q"));
    assertThat(all.skipped).isEqualTo(Map.of(Skip.NO_MESSAGE, 1));
  }

  @Test
  void cyclesBesideTheThreadEnd() throws IOException {
    Heard all =
        read(
            Branches.ALL,
            "'current_node':'q',",
            node("q", null, 1),
            node("x", "y", 2),
            node("y", "x", 3),
            node("z", "y", 4),
            node("self", "self", 5));
    assertThat(all.contents())
        .startsWith("q")
        .containsExactlyInAnyOrder("q", "x", "y", "z", "self");
  }

  @Test
  void theRealTreeIsThereWhole() throws IOException {
    var file = Heard.resource("chatgpt/librechat_chatgpt-tree.json");
    Heard main = Heard.read(Format.CHATGPT, Branches.MAIN, file);
    Heard all = Heard.read(null, Branches.ALL, file);
    assertThat(all.turns).hasSize(11);
    assertThat(all.turns.subList(0, 6)).isEqualTo(main.turns);
    assertThat(all.turns.subList(6, 11))
        .allSatisfy(turn -> assertThat(turn.metadataJson()).contains("\"branch\":\""));
    assertThat(all.skipped).isEqualTo(Map.of(Skip.HIDDEN, 1, Skip.NO_MESSAGE, 1));
  }

  @Test
  void everyMessageOfAnyTreeIsToldOnceAndBehindTheOneThatItFollows() throws IOException {
    long seed = Long.getLong("chatlog.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      int size = random.nextInt(1, 20);
      boolean cyclic = random.nextInt(4) == 0;
      List<String> nodes = new ArrayList<>();
      for (int at = 0; at < size; at++) {
        int parent = random.nextInt(cyclic ? size : at + 1);
        boolean isRoot = parent == at && !cyclic;
        nodes.add(node("n" + at, isRoot ? null : "n" + parent, random.nextInt(-1, 9)));
      }
      String current = "'current_node':'n" + random.nextInt(size) + "',";
      String[] tree = nodes.toArray(String[]::new);
      Heard all = read(Branches.ALL, current, tree);
      Heard main = read(Branches.MAIN, current, tree);
      assertThat(all.turns).as("seed %s, round %s", seed, round).hasSize(size);
      assertThat(all.turns.subList(0, main.turns.size())).isEqualTo(main.turns);
      assertThat(main.skips(Skip.OTHER_BRANCH)).isEqualTo(size - main.turns.size());
      Set<String> told = new HashSet<>();
      for (Turn turn : all.turns) {
        String metadata = turn.metadataJson();
        assertThat(told.add(turn.id())).as("seed %s, round %s", seed, round).isTrue();
        if (told.size() > main.turns.size()) {
          assertThat(metadata).isNotNull();
          String[] ids = metadata.split("\"");
          assertThat(told).contains(ids[3]);
          if (ids.length > 5) {
            assertThat(told).contains(ids[7]);
          }
        } else {
          assertThat(metadata).isNull();
        }
      }
    }
  }
}
