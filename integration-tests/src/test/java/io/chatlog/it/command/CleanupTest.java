package io.chatlog.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.process.ChildProcess;
import io.chatlog.it.process.CommandLineHere;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.WithStandalone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is old goes, in whatever status it is, and nothing else. */
@WithStandalone
class CleanupTest {
  private static final Duration END_MAX = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  private final Standalone standalone;
  private final ChatlogClient client;
  private final String user = Names.unique("cleanup");

  CleanupTest(Standalone standalone, ChatlogClient client) {
    this.standalone = standalone;
    this.client = client;
  }

  private void talk(String session, String timestamp) {
    client
        .load(
            List.of(
                Json.object(
                    "user_id",
                    user,
                    "session_id",
                    session,
                    "message_id",
                    "m1",
                    "role",
                    "user",
                    "content",
                    "findme " + session,
                    "timestamp",
                    timestamp)))
        .expect(200);
  }

  private void status(String session, String status) {
    client
        .send(
            Call.patch("/v1/users/" + user + "/sessions/" + session)
                .json(Json.object("status", status)))
        .expect(200);
  }

  @Test
  void whatIsOldIsCountedAndThenDeletedEverywhere() throws Exception {
    for (String session : new String[] {"old", "archived", "deleted"}) {
      talk(session, "2020-01-01T00:00:00Z");
    }
    talk("new", java.time.Instant.now().toString());
    status("archived", "archived");
    String path = "/v1/users/" + user;
    client
        .send(
            Call.post(path + "/sessions/deleted/documents")
                .json(
                    Json.object(
                        "filename", "a.txt", "mime_type", "text/plain", "content", "findme too")))
        .expect(201);
    for (String session : new String[] {"deleted", "new"}) {
      client
          .send(
              Call.post(path + "/contexts")
                  .json(Json.object("session_id", session, "summary", "what was said")))
          .expect(201);
    }
    client.send(Call.post(path + "/contexts").json(Json.object("summary", "of none"))).expect(201);
    status("deleted", "deleted");

    ChildProcess process = ChildProcess.start(line("--days", "30", "--user", user, "--json"));
    assertThat(process.awaitExit(END_MAX)).as(process.output()).isZero();
    JsonNode counted = last(process.output());
    assertThat(counted.get("dry_run").booleanValue()).isTrue();
    assertThat(counted.get("counts").get("sessions").intValue()).isEqualTo(3);
    assertThat(counted.get("counts").toString())
        .isEqualTo(
            "{\"sessions\":3,\"messages\":3,\"documents\":1,\"document_bytes\":10,\"contexts\":1}");
    assertThat(sessions()).containsExactlyInAnyOrder("old", "archived", "new");

    JsonNode deleted = run("--days", "30", "--user", user, "--yes", "--json");
    assertThat(deleted.get("counts")).isEqualTo(counted.get("counts"));
    assertThat(deleted.get("deleted")).isEqualTo(counted.get("counts"));
    assertThat(client.read(path + "/contexts").get("items")).hasSize(2);
    assertThat(client.read(path + "/search?q=findme&type=document").get("items")).isEmpty();
    assertThat(deleted.get("failed").intValue()).isZero();
    assertThat(sessions()).containsExactly("new");
    assertThat(client.search(user, "findme").get("items")).hasSize(1);
    assertThat(client.userStats(user).get("total_messages").asLong()).isEqualTo(1);
    client
        .send(
            Call.patch("/v1/users/" + user + "/sessions/deleted")
                .json(Json.object("status", "active")))
        .expect(404);

    JsonNode again = run("--days", "30", "--user", user, "--yes", "--json");
    assertThat(again.get("counts").get("sessions").intValue()).isZero();
  }

  private List<String> sessions() {
    List<String> ids = new ArrayList<>();
    client
        .read("/v1/users/" + user + "/sessions")
        .get("items")
        .forEach(item -> ids.add(item.get("session_id").textValue()));
    return ids;
  }

  private JsonNode run(String... arguments) throws Exception {
    CommandLineHere.Ended ended = CommandLineHere.run(line(arguments).toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    return last(ended.output());
  }

  private List<String> line(String... arguments) {
    List<String> all = new ArrayList<>(List.of("cleanup", "--url", standalone.writes().toString()));
    all.addAll(List.of(arguments));
    return all;
  }

  private static JsonNode last(String output) throws Exception {
    return JSON.readTree(output.strip().lines().toList().getLast());
  }
}
