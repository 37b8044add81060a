package io.chatlog.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.WithStandalone;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One id is one thing, however often and from wherever it is posted. */
@WithStandalone
class SameIdTest {
  private static final int PARALLEL = 100;

  private final ChatlogClient client;

  SameIdTest(ChatlogClient client) {
    this.client = client;
  }

  @Test
  void aHundredRequestsAtOnceMakeOneMessage() throws Exception {
    String user = Names.unique("same");
    client.createUser(user);
    client.createSession(user, "s");
    JsonNode message = Json.object("message_id", "m", "role", "user", "content", "only once");
    List<Reply> replies = atOnce(Call.post(Paths.messages(user, "s")).json(message));

    replies.forEach(reply -> reply.expect(201));
    assertThat(replies.stream().filter(Reply::isDuplicate)).hasSize(PARALLEL - 1);
    assertThat(replies.stream().map(Reply::text).distinct()).as("answers").hasSize(1);
    assertThat(replies.stream().map(Reply::position).distinct()).hasSize(PARALLEL);
    assertThat(client.allMessages(user, "s")).hasSize(1);
    assertThat(client.read(Paths.session(user, "s")).get("message_count").asLong()).isEqualTo(1);
    assertThat(client.sessionStats(user, "s").get("message_count").asLong()).isEqualTo(1);
    assertThat(client.userStats(user).get("total_messages").asLong()).isEqualTo(1);
    assertThat(client.search(user, "once").get("total").get("value").asLong()).isEqualTo(1);
  }

  @Test
  void aHundredRequestsWithOneIdempotencyKeyMakeOneMessage() throws Exception {
    String user = Names.unique("key");
    client.createUser(user);
    client.createSession(user, "s");
    List<Reply> replies =
        atOnce(
            Call.post(Paths.messages(user, "s"))
                .json(Json.object("role", "user", "content", "keyed"))
                .header("Idempotency-Key", "k-1"));

    replies.forEach(reply -> reply.expect(201));
    assertThat(replies.stream().filter(Reply::isDuplicate)).hasSize(PARALLEL - 1);
    assertThat(replies.stream().map(Reply::text).distinct()).hasSize(1);
    assertThat(client.allMessages(user, "s")).hasSize(1);
  }

  @Test
  void aHundredRequestsAtOnceMakeOneUserAndOneSession() throws Exception {
    String user = Names.unique("one");
    long before = client.systemStats().get("total_users").asLong();
    List<Reply> users =
        atOnce(Call.post("/v1/users").json(Json.object("user_id", user, "name", "One")));
    users.forEach(reply -> reply.expect(201));
    assertThat(users.stream().filter(Reply::isDuplicate)).hasSize(PARALLEL - 1);
    List<Reply> sessions =
        atOnce(Call.post(Paths.sessions(user)).json(Json.object("session_id", "s", "title", "T")));
    sessions.forEach(reply -> reply.expect(201));
    assertThat(sessions.stream().filter(Reply::isDuplicate)).hasSize(PARALLEL - 1);
    assertThat(client.userStats(user).get("total_sessions").asLong()).isEqualTo(1);
    assertThat(client.systemStats().get("total_users").asLong()).isEqualTo(before + 1);
  }

  @Test
  void otherContentUnderTheSameIdIsRefusedAndChangesNothing() {
    String user = Names.unique("conflict");
    client.createUser(user);
    client.createSession(user, "s");
    Call post = Call.post(Paths.messages(user, "s"));
    JsonNode first = Json.object("message_id", "m", "role", "user", "content", "first");
    client.send(post.json(first)).expect(201);
    List<JsonNode> others =
        List.of(
            Json.object("message_id", "m", "role", "user", "content", "second"),
            Json.object("message_id", "m", "role", "assistant", "content", "first"),
            Json.object("message_id", "m", "role", "user", "content", "first", "author_id", "x"),
            Json.object(
                "message_id",
                "m",
                "role",
                "user",
                "content",
                "first",
                "metadata",
                Json.object("a", 1)));
    for (JsonNode other : others) {
      Reply refused = client.send(post.json(other));
      refused.expectProblem(409, "id_conflict");
      assertThat(refused.position()).isNotBlank();
    }
    assertThat(client.send(post.json(first)).expect(201).isDuplicate()).isTrue();
    List<JsonNode> stored = client.allMessages(user, "s");
    assertThat(stored).hasSize(1);
    assertThat(stored.getFirst().get("content").asText()).isEqualTo("first");
    assertThat(client.search(user, "second").get("total").get("value").asLong()).isZero();
  }

  @Test
  void oneIdInTwoSessionsIsTwoMessages() {
    String user = Names.unique("two");
    client.createUser(user);
    client.createSession(user, "a");
    client.createSession(user, "b");
    JsonNode message = Json.object("message_id", "m", "role", "user", "content", "in both");
    assertThat(client.post(user, "a", message).isDuplicate()).isFalse();
    assertThat(client.post(user, "b", message).isDuplicate()).isFalse();
    assertThat(client.userStats(user).get("total_messages").asLong()).isEqualTo(2);
  }

  @Test
  void usersAndSessionsWithOtherContentAreRefused() {
    String user = Names.unique("exists");
    Call post = Call.post("/v1/users");
    client.send(post.json(Json.object("user_id", user, "name", "A"))).expect(201);
    client
        .send(post.json(Json.object("user_id", user, "name", "B")))
        .expectProblem(409, "user_exists");
    Call session = Call.post(Paths.sessions(user));
    client.send(session.json(Json.object("session_id", "s", "title", "A"))).expect(201);
    client
        .send(session.json(Json.object("session_id", "s", "title", "B")))
        .expectProblem(409, "session_exists");
    assertThat(client.read(Paths.user(user)).get("name").asText()).isEqualTo("A");
    assertThat(client.read(Paths.session(user, "s")).get("title").asText()).isEqualTo("A");
  }

  private List<Reply> atOnce(Call call) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> futures =
          IntStream.range(0, PARALLEL)
              .mapToObj(
                  _ ->
                      threads.submit(
                          () -> {
                            start.await();
                            return client.send(call);
                          }))
              .toList();
      start.countDown();
      List<Reply> replies = new java.util.ArrayList<>();
      for (Future<Reply> future : futures) {
        replies.add(future.get());
      }
      return replies;
    }
  }
}
