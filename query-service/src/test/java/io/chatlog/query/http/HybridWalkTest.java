package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.query.http.Api.Got;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.Embedding;
import io.chatlog.value.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Walks over fused hits while messages come that are better than all, and while sessions go. More
 * match than are fused, so that whatever comes would push others out.
 */
class HybridWalkTest {
  private static final List<String> USERS = List.of("ada", "bob");
  private static final int SESSIONS = 40;
  private static final String[] WORDS = {"plum", "pear", "fig", "lime", "sloe", "date"};

  private final Api api = new Api();
  private final Random random = new Random(23);

  /** The session of each message, by id. */
  private final Map<String, String> said = new HashMap<>();

  private final Set<String> gone = new HashSet<>();

  @AfterEach
  void close() {
    api.close();
  }

  private void say(String user, String content, float... vector) {
    String session = "s-" + random.nextInt(SESSIONS);
    String id = user + "-" + said.size();
    said.put(id, user + "/" + session);
    api.say(user, session, id, Role.USER, content, said.size());
    api.state.embed(
        ModelValues.message(user, session, id, Role.USER, content, 0), Embedding.of(vector));
  }

  private void fill() {
    for (String user : USERS) {
      for (int session = 0; session < SESSIONS; session++) {
        api.talk(user, "s-" + session);
      }
      for (int message = 0; message < 560; message++) {
        StringBuilder content = new StringBuilder("plum");
        for (String word : WORDS) {
          content.append(random.nextBoolean() ? " " + word : "");
        }
        say(user, content.toString(), random.nextFloat(), random.nextFloat(), 0.5f);
      }
    }
  }

  private void comeAndGo(boolean deletes) {
    for (int come = random.nextInt(40); come > 0; come--) {
      say(USERS.get(random.nextInt(2)), String.join(" ", WORDS), 1, 1, 0.5f);
    }
    if (deletes && random.nextInt(3) == 0) {
      String user = USERS.get(random.nextInt(2));
      String session = "s-" + random.nextInt(SESSIONS);
      api.state.putAnew(ModelValues.session(user, session, Api.micros(0)));
      said.forEach(
          (id, in) -> gone.addAll(in.equals(user + "/" + session) ? Set.of(id) : Set.of()));
    }
  }

  private Got page(String path, String group, int limit, String cursor) {
    return api.post(
            path,
            """
            {"q":"plum pear fig lime sloe date","mode":"hybrid","embedding":[1,1,0.5],
             "highlight":false,"limit":%d%s%s}
            """
                .formatted(
                    limit,
                    group.isEmpty() ? "" : ",\"group_by\":\"" + group + "\"",
                    cursor.isEmpty() ? "" : ",\"cursor\":\"" + cursor + "\""))
        .isOk();
  }

  private void holds(String path, String group, boolean deletes) {
    List<String> model = page(path, group, 1_000, "").items("id");
    assertThat(model.size()).isGreaterThan(group.isEmpty() ? 500 : 30);
    Set<String> before = Set.copyOf(said.keySet());
    int limit = group.isEmpty() ? 90 + random.nextInt(60) : 9;
    List<String> met = new ArrayList<>();
    String cursor = "";
    do {
      Got got = page(path, group, limit, cursor);
      met.addAll(got.items("id"));
      cursor = got.nextCursor();
      comeAndGo(deletes);
    } while (!cursor.isEmpty());
    assertThat(met).doesNotHaveDuplicates();
    assertThat(before).as("nothing that came later").containsAll(met);
    if (deletes) {
      assertThat(met).containsAll(model.stream().filter(id -> !gone.contains(id)).toList());
    } else {
      assertThat(met).isEqualTo(model);
    }
  }

  @Test
  void whatComesMovesNothing() {
    fill();
    for (String path : List.of("/v1/users/ada/search", "/v1/search")) {
      holds(path, "", false);
      holds(path, "session", false);
    }
  }

  @Test
  void whatGoesTakesNothingElseAlong() {
    fill();
    for (String path : List.of("/v1/users/ada/search", "/v1/search")) {
      holds(path, "", true);
    }
  }
}
