package io.chatlog.it.tail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Paths;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.Seeds;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.WithStandalone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that loses its connection at any place goes on where it was, while others write. */
@WithStandalone
@Timeout(600)
class ReconnectTest {
  private static final int MESSAGES_OF_CONNECTION_MAX = 6;

  private final Standalone standalone;
  private final ChatlogClient client;

  ReconnectTest(Standalone standalone, ChatlogClient client) {
    this.standalone = standalone;
    this.client = client;
  }

  @Test
  void aThousandReconnectsToASessionLeaveNoGapAndNoRepeat() throws Exception {
    Seeds.run("reconnect to a session", seed -> session(1_000, seed));
  }

  @Test
  void reconnectsToAUserLeaveNoGapAndNoRepeat() throws Exception {
    Seeds.run("reconnect to a user", seed -> user(200, seed));
  }

  @Test
  @Tag("soak")
  void tenThousandReconnectsToASessionAndToAUser() throws Exception {
    Seeds.run("reconnect to a session, long", seed -> session(10_000, seed));
    Seeds.run("reconnect to a user, long", seed -> user(10_000, seed));
  }

  private void session(int reconnects, long seed) throws Exception {
    String user = Names.unique("tailed");
    client.createUser(user);
    client.createSession(user, "s");
    try (Follower follower =
        new Follower(standalone.reads(), Paths.messages(user, "s") + ":stream")) {
      reconnect(follower, user, List.of("s"), reconnects, seed);
      List<JsonNode> all = client.allMessages(user, "s");
      follower.take(all.size() - follower.count());
      assertThat(follower.seen()).isEqualTo(all);
      for (int at = 0; at < all.size(); at++) {
        assertThat(follower.ids().get(at)).isEqualTo(Integer.toString(at + 1));
      }
    }
  }

  private void user(int reconnects, long seed) throws Exception {
    String user = Names.unique("tailed");
    List<String> sessions = List.of("a", "b", "c");
    client.createUser(user);
    sessions.forEach(session -> client.createSession(user, session));
    try (Follower follower =
        new Follower(standalone.reads(), Paths.user(user) + "/messages:stream?buffer_size=10")) {
      reconnect(follower, user, sessions, reconnects, seed);
      Map<String, List<JsonNode>> written = new HashMap<>();
      int count = 0;
      for (String session : sessions) {
        written.put(session, client.allMessages(user, session));
        count += written.get(session).size();
      }
      follower.take(count - follower.count());
      Following.checkUser(follower, written);
    }
  }

  /** Two writers write, and the follower comes and goes. */
  private void reconnect(
      Follower follower, String user, List<String> sessions, int reconnects, long seed)
      throws Exception {
    Random random = new Random(seed);
    long begin = System.nanoTime();
    try (Talker one = Talker.start(client, "one", user, sessions, seed);
        Talker two = Talker.start(client, "two", user, sessions, seed + 1)) {
      while (follower.connections() < reconnects) {
        follower.take(random.nextInt(MESSAGES_OF_CONNECTION_MAX + 1));
      }
      System.out.printf(
          "%d connections saw %d of %d messages in %d ms%n",
          follower.connections(),
          follower.count(),
          one.acknowledged() + two.acknowledged(),
          (System.nanoTime() - begin) / 1_000_000);
    }
  }
}
