package io.chatlog.it.tail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.WithStandalone;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who follows a user is told what comes into sight: forks, and sessions that are restored. */
@WithStandalone
@Timeout(120)
class ShownSessionsTest {
  private final Standalone standalone;
  private final ChatlogClient client;
  private final String user = Names.unique("shown");

  ShownSessionsTest(Standalone standalone, ChatlogClient client) {
    this.standalone = standalone;
    this.client = client;
  }

  @BeforeEach
  void talk() {
    client.createUser(user);
    client.createSession(user, "s");
    for (int number = 1; number <= 5; number++) {
      say("s", "m" + number);
    }
  }

  private void say(String session, String id) {
    client.post(user, session, Json.object("message_id", id, "role", "user", "content", "x"));
  }

  private void patch(String session, String status) {
    client
        .send(Call.patch(Paths.session(user, session)).json(Json.object("status", status)))
        .expect(200);
  }

  private Follower follower() {
    return new Follower(standalone.reads(), Paths.user(user) + "/messages:stream?buffer_size=2");
  }

  private static List<String> told(Follower follower) {
    List<String> ids = new ArrayList<>();
    for (JsonNode message : follower.seen()) {
      ids.add(message.get("session_id").asText() + "/" + message.get("message_id").asText());
    }
    return ids;
  }

  @Test
  void copiesOfAForkAreToldOnceLiveAndFromHistoryAndAfterReconnectsAmidThem() throws Exception {
    try (Follower live = follower();
        Follower comesAndGoes = follower();
        Follower late = follower()) {
      live.take(5);
      Call fork = Call.post(Paths.session(user, "s") + ":fork");
      client.send(fork.json(Json.object("session_id", "f", "at_seq", 4))).expect(201);
      say("f", "n1");
      live.take(5);
      while (comesAndGoes.count() < 10) {
        comesAndGoes.take(1);
      }
      late.take(10);
      List<String> expected =
          List.of("s/m1", "s/m2", "s/m3", "s/m4", "s/m5", "f/m1", "f/m2", "f/m3", "f/m4", "f/n1");
      assertThat(told(live)).isEqualTo(expected);
      assertThat(told(comesAndGoes)).isEqualTo(expected);
      assertThat(told(late)).isEqualTo(expected);
      assertThat(late.ids()).isEqualTo(live.ids()).isEqualTo(comesAndGoes.ids());
      assertThat(live.ids().get(5)).matches("\\d+\\.1");
    }
  }

  @Test
  void aRestoredSessionIsToldToThoseWhoCouldNotSeeIt() throws Exception {
    client.createSession(user, "t");
    say("t", "m6");
    try (Follower before = follower();
        Follower meanwhile = follower();
        Follower after = follower()) {
      before.take(6);
      patch("s", "deleted");
      meanwhile.take(1);
      patch("s", "active");
      say("s", "m7");
      before.take(1);
      meanwhile.take(6);
      after.take(7);
      List<String> inOrder = List.of("s/m1", "s/m2", "s/m3", "s/m4", "s/m5", "t/m6", "s/m7");
      assertThat(told(before)).isEqualTo(inOrder);
      assertThat(told(after)).isEqualTo(inOrder);
      assertThat(told(meanwhile))
          .containsExactly("t/m6", "s/m1", "s/m2", "s/m3", "s/m4", "s/m5", "s/m7");
      assertThat(meanwhile.ids().getFirst()).contains("~");
    }
  }
}
