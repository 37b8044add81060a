package io.chatlog.it.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.SplitCluster;
import io.chatlog.it.process.SplitCluster.Role;

/** A token where reads, writes and state are processes of their own. Not thread-safe. */
final class SplitTokens {
  private static final String USER = "holder";
  private static final String PASSWORD = "correct horse battery";

  private final ChatlogClient client;

  private SplitTokens(ChatlogClient client) {
    this.client = client;
  }

  /**
   * A token opens reads and writes, ends with its password on both servers, and lets nobody in
   * while no processor can say that it has not.
   */
  static void check(SplitCluster cluster, ChatlogClient client) {
    SplitTokens tokens = new SplitTokens(client);
    tokens.create();
    String first = tokens.login();
    tokens.opens(first, 200);
    tokens.create();
    tokens.opens(first, 401);
    String second = tokens.login();
    tokens.opens(second, 200);
    cluster.kill(Role.PROCESSOR_1);
    cluster.kill(Role.PROCESSOR_2);
    tokens.opens(second, 503);
    cluster.reviveAll();
    tokens.opens(first, 401);
    tokens.opens(second, 200);
  }

  /** The user, made anew. */
  private void create() {
    client.send(Call.of("DELETE", Paths.user(USER)).query("force", "true").patiently());
    client
        .send(
            Call.post("/v1/users")
                .json(Json.object("user_id", USER, "password", PASSWORD))
                .patiently())
        .expect(201);
  }

  private String login() {
    return client
        .send(
            Call.post("/v1/auth/token")
                .json(Json.object("user_id", USER, "password", PASSWORD))
                .asRead())
        .expect(200)
        .json()
        .get("token")
        .textValue();
  }

  private void opens(String token, int status) {
    for (Call call :
        new Call[] {
          Call.get(Paths.user(USER)),
          Call.patch(Paths.user(USER)).json(Json.object("name", "x")).patiently()
        }) {
      Reply reply = client.send(call.header("Authorization", "Bearer " + token));
      assertThat(reply.status()).as(call.method() + ": " + reply.text()).isEqualTo(status);
      if (status == 503) {
        reply.expectProblem(503, "partition_unavailable");
      }
    }
  }
}
