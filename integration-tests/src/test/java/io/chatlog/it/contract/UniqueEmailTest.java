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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One e-mail address belongs to one user, whoever asks for it at the same time. */
@WithStandalone
class UniqueEmailTest {
  private static final int PARALLEL = 100;

  private final ChatlogClient client;
  private final String name = Names.unique("mail");
  private final String email = name + "@example.org";

  UniqueEmailTest(ChatlogClient client) {
    this.client = client;
  }

  private static Call create(String user, String email) {
    return Call.post("/v1/users").json(Json.object("user_id", user, "email", email)).patiently();
  }

  @Test
  void ofAHundredUsersAtOnceOneGetsTheAddress() throws Exception {
    List<Call> calls =
        IntStream.range(0, PARALLEL)
            .mapToObj(
                at -> create(name + at, at % 2 == 0 ? email : email.replace("example", "EXAMPLE")))
            .toList();
    List<Reply> replies = atOnce(calls);
    List<Reply> created = replies.stream().filter(reply -> reply.status() == 201).toList();
    assertThat(created).hasSize(1);
    assertThat(replies.stream().filter(reply -> reply.code().equals("email_taken")))
        .hasSize(PARALLEL - 1);
    List<JsonNode> users = client.walk(Call.get("/v1/users").query("prefix", name));
    assertThat(users).hasSize(1);
    assertThat(users.getFirst().get("user_id")).isEqualTo(created.getFirst().json().get("user_id"));
  }

  @Test
  void ofAHundredUsersThatChangeToAnAddressAtOnceOneGetsIt() throws Exception {
    List<JsonNode> items = new ArrayList<>();
    for (int at = 0; at < PARALLEL; at++) {
      items.add(Json.object("user_id", name + at, "email", name + at + "@old.org"));
    }
    client.send(Call.post("/v1/users:batch").lines(items).patiently()).expect(200);
    List<Reply> replies =
        atOnce(
            IntStream.range(0, PARALLEL)
                .mapToObj(
                    at ->
                        Call.patch(Paths.user(name + at))
                            .json(Json.object("email", email))
                            .patiently())
                .toList());
    assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(1);
    assertThat(replies.stream().filter(reply -> reply.code().equals("email_taken")))
        .hasSize(PARALLEL - 1);
    List<JsonNode> users = client.walk(Call.get("/v1/users").query("prefix", name));
    assertThat(users.stream().filter(user -> user.get("email").textValue().equals(email)))
        .hasSize(1);
  }

  @Test
  void anAddressIsFreeAtOnceAfterItsUserIsGoneOrHasAnother() {
    client.send(create(name + "a", email)).expect(201);
    for (int round = 0; round < 10; round++) {
      client.send(create(name + "b", email)).expectProblem(409, "email_taken");
      client.send(Call.of("DELETE", Paths.user(name + "a")).patiently()).expect(204);
      client.send(create(name + "b", email)).expect(201);
      client
          .send(
              Call.patch(Paths.user(name + "b"))
                  .json(Json.object("email", round + email))
                  .patiently())
          .expect(200);
      client.send(create(name + "a", email)).expect(201);
      client.send(Call.of("DELETE", Paths.user(name + "b")).patiently()).expect(204);
    }
  }

  @Test
  void aBatchThatIsRepeatedChangesNothing() {
    List<JsonNode> items = new ArrayList<>();
    for (int at = 0; at < 200; at++) {
      items.add(Json.object("user_id", name + at, "email", name + at % 150 + "@b.org"));
    }
    Call batch = Call.post("/v1/users:batch").lines(items).patiently();
    JsonNode first = client.send(batch).expect(207).json();
    assertThat(first.get("created").asInt()).isEqualTo(150);
    JsonNode again = client.send(batch).expect(207).json();
    assertThat(again.get("created").asInt()).isZero();
    assertThat(again.get("succeeded").asInt()).isEqualTo(150);
    client.send(create(name + "x", name + "0@b.org")).expectProblem(409, "email_taken");
  }

  private List<Reply> atOnce(List<Call> calls) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> waiting = new ArrayList<>();
      for (Call call : calls) {
        waiting.add(
            threads.submit(
                () -> {
                  start.await();
                  return client.send(call);
                }));
      }
      start.countDown();
      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> each : waiting) {
        replies.add(each.get());
      }
      return replies;
    }
  }
}
