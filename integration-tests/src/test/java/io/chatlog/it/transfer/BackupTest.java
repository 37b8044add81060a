package io.chatlog.it.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.ChildProcess;
import io.chatlog.it.process.CommandLineHere;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import io.chatlog.it.reads.ConversationSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * A system with everything in it is backed up, and restored into an empty one that is killed in the
 * middle: afterwards the new one tells what the old one told, byte for byte.
 */
class BackupTest {
  private static final int BATCH = 500;
  private static final Map<String, Integer> OTHERS =
      Map.of(
          "documents", 5,
          "contexts", 3,
          "personas", 2,
          "panels", 1,
          "panel_messages", 5,
          "insights", 1);

  @Test
  void whatIsRestoredTellsTheSame() throws Exception {
    Path workspace = Workspace.empty("backup");
    Path backup = workspace.resolve("backup").toAbsolutePath();
    Snapshot before;
    long messages;
    JsonNode counts;
    try (Standalone old = Standalone.start(workspace.resolve("old"));
        ChatlogClient client = ChatlogClient.of(old)) {
      fill(client);
      whatWasAcceptedIsInIt(client, workspace.resolve("late").toAbsolutePath());
      before = Snapshot.of(client);
      assertThat(before.texts().values()).noneMatch(text -> text.contains("$argon2"));
      messages = client.systemStats().get("total_messages").asLong();
      JsonNode manifest = ask(client, "backup", backup, null).expect(200).json();
      assertThat(manifest.at("/counts/users").asLong())
          .isEqualTo(client.systemStats().get("total_users").asLong());
      for (Map.Entry<String, Integer> kind : OTHERS.entrySet()) {
        assertThat(manifest.get("counts").get(kind.getKey()).asInt())
            .as(kind.getKey())
            .isEqualTo(kind.getValue());
      }
      ask(client, "backup", backup, null).expectProblem(409, "backup_exists");
      counts = manifest.get("counts");
      again(client, backup, counts);
      oneUser(client, old, workspace.resolve("one").toAbsolutePath());
      assertThat(Snapshot.of(client)).isEqualTo(before);
    }
    try (Standalone fresh = Standalone.start(workspace.resolve("fresh"), "--partitions", "3");
        ChatlogClient client = ChatlogClient.of(fresh)) {
      killedInTheMiddle(fresh, client, backup);
      JsonNode restored = ask(client, "restore", backup, null).expect(200).json();
      restored.get("failed").forEach(count -> assertThat(count.asLong()).isZero());
      assertThat(restored.get("faults")).isEmpty();
      assertThat(Snapshot.of(client)).isEqualTo(before);
      again(client, backup, counts);
      assertThat(client.systemStats().get("total_messages").asLong()).isEqualTo(messages);
      asBefore(client);
    }
  }

  private static Reply ask(ChatlogClient client, String what, Path path, String user) {
    return client.send(
        Call.post("/v1/admin/" + what)
            .json(
                user == null
                    ? Json.object("path", path.toString())
                    : Json.object("path", path.toString(), "user_id", user))
            .asRead());
  }

  /** Nobody waits for these messages, nor tells the backup of them. */
  private static void whatWasAcceptedIsInIt(ChatlogClient client, Path path) {
    client.send(Call.post("/v1/users").json(Json.object("user_id", "late"))).expect(201);
    Call session = Call.post(Paths.user("late") + "/sessions");
    client.send(session.json(Json.object("session_id", "s"))).expect(201);
    for (int number = 1; number <= 20; number++) {
      Call post = Call.post(Paths.messages("late", "s"));
      client.send(post.json(Json.object("role", "user", "content", "x")).async()).expect(202);
    }
    JsonNode manifest = ask(client, "backup", path, "late").expect(200).json();
    assertThat(manifest.at("/counts/messages").asInt()).isEqualTo(20);
    client.send(Call.of("DELETE", Paths.user("late") + "?force=true")).expect(204);
  }

  /** Conversations, and one user of whom everything was changed. */
  private static void fill(ChatlogClient client) {
    for (ConversationSet set : ConversationSet.small()) {
      for (int from = 0; from < set.lines().size(); from += BATCH) {
        client.load(set.lines().subList(from, Math.min(set.lines().size(), from + BATCH)));
      }
    }
    client
        .send(
            Call.post("/v1/users")
                .json(
                    Json.object(
                        "user_id", "ada",
                        "name", "Ada",
                        "email", "Ada@Example.org",
                        "password", "correct horse battery",
                        "preferences", Json.object("number", 1))))
        .expect(201);
    for (String session : List.of("kept", "hidden", "empty", "gone")) {
      client
          .send(
              Call.post(Paths.user("ada") + "/sessions")
                  .json(
                      Json.object(
                          "session_id",
                          session,
                          "title",
                          "title of " + session,
                          "external_id",
                          "x-" + session,
                          "tags",
                          Json.array("t1", session))))
          .expect(201);
      for (int number = 1; number <= 6 && !session.equals("empty"); number++) {
        client.post(
            "ada",
            session,
            Json.object(
                "message_id", "m" + number,
                "role", number % 2 == 1 ? "user" : "assistant",
                "content", "saffron " + session + " " + number));
      }
    }
    OtherKinds.fill(client);
    change(client, "DELETE", Paths.message("ada", "kept", "m3"), null);
    change(client, "DELETE", Paths.message("ada", "kept", "m6"), null);
    change(client, "PATCH", Paths.message("ada", "kept", "m2"), Json.object("content", "turmeric"));
    change(client, "PATCH", Paths.session("ada", "hidden"), Json.object("status", "deleted"));
    change(client, "PATCH", Paths.session("ada", "kept"), Json.object("status", "archived"));
    change(client, "DELETE", Paths.session("ada", "gone"), null);
    change(client, "PUT", Paths.session("ada", "kept") + "/tags/later", null);
    client
        .send(
            Call.post(Paths.session("ada", "kept") + ":fork")
                .json(Json.object("at_seq", 4, "session_id", "fork")))
        .expect(201);
  }

  private static void change(ChatlogClient client, String method, String path, JsonNode json) {
    Call call = Call.of(method, path);
    Reply reply = client.send(json == null ? call : call.json(json));
    assertThat(reply.status()).as(reply.toString()).isIn(200, 204);
  }

  /** Over a living system nothing comes and nothing goes. */
  private static void again(ChatlogClient client, Path backup, JsonNode counts) {
    JsonNode restored = ask(client, "restore", backup, null).expect(200).json();
    assertThat(restored.get("present")).isEqualTo(counts);
    restored.get("restored").forEach(count -> assertThat(count.asLong()).isZero());
    assertThat(restored.get("faults")).isEmpty();
  }

  /** One user, by the command line: deleted and back. */
  private static void oneUser(ChatlogClient client, Standalone system, Path backup) {
    String export = Snapshot.export(client, Paths.user("ada"), "ndjson");
    List<String> line = words(system, "backup", backup.toString(), "--user", "ada");
    ChildProcess process = ChildProcess.start(line);
    assertThat(process.awaitExit(Duration.ofSeconds(120))).as(process.output()).isZero();
    change(client, "DELETE", Paths.user("ada") + "?force=true", null);
    String told = command(system, 0, "restore", backup.toString(), "--json").output();
    JsonNode restored = Json.read(told.substring(told.indexOf('{')));
    assertThat(restored.at("/restored/sessions").asLong()).isEqualTo(4);
    assertThat(restored.at("/restored/documents").asLong()).isEqualTo(5);
    assertThat(restored.at("/restored/contexts").asLong()).isEqualTo(3);
    assertThat(restored.at("/restored/personas").asLong()).isOne();
    assertThat(Snapshot.export(client, Paths.user("ada"), "ndjson")).isEqualTo(export);
    assertThat(command(system, 1, "backup", backup.toString()).output()).contains("backup_exists");
    String file = backup + ".csv";
    command(system, 0, "export", "ada", "--format", "csv", "--out", file);
    assertThat(Path.of(file))
        .satisfies(written -> assertThat(Files.readString(written)).contains("saffron"));
    command(system, 1, "export", "nobody");
  }

  private static CommandLineHere.Ended command(Standalone system, int exit, String... words) {
    CommandLineHere.Ended ended = CommandLineHere.run(words(system, words).toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(exit);
    return ended;
  }

  private static List<String> words(Standalone system, String... words) {
    List<String> all = new java.util.ArrayList<>(List.of(words));
    all.addAll(List.of("--url", system.reads().toString()));
    return all;
  }

  private static void killedInTheMiddle(Standalone fresh, ChatlogClient client, Path backup) {
    CompletableFuture<Boolean> broken =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                ask(client, "restore", backup, null);
                return false;
              } catch (RuntimeException e) {
                return true;
              }
            });
    while (client.systemStats().get("total_messages").asLong() < 300) {
      Thread.onSpinWait();
    }
    fresh.kill();
    System.out.println("killed in the middle of the restore: " + broken.join());
    fresh.startAgain();
  }

  /** What no export tells: passwords, addresses, seqs that were given, retries, search. */
  private static void asBefore(ChatlogClient client) {
    client
        .send(
            Call.post("/v1/auth/token")
                .json(Json.object("user_id", "ada", "password", "correct horse battery"))
                .asRead())
        .expect(200);
    client
        .send(
            Call.post("/v1/users").json(Json.object("user_id", "eve", "email", "ada@example.ORG")))
        .expectProblem(409, "email_taken");
    assertThat(client.search("ada", "turmeric").get("items")).hasSize(2);
    assertThat(client.search("ada", "hidden").get("items")).isEmpty();
    Reply retried =
        client.post(
            "ada",
            "kept",
            Json.object("message_id", "m1", "role", "user", "content", "saffron kept 1"));
    assertThat(retried.isDuplicate()).isTrue();
    Reply next = client.post("ada", "kept", Json.object("role", "user", "content", "and then?"));
    assertThat(next.json().get("seq").asLong()).isEqualTo(7);
    OtherKinds.asBefore(client);
    change(client, "PATCH", Paths.session("ada", "hidden"), Json.object("status", "active"));
    assertThat(client.search("ada", "hidden").get("items")).isNotEmpty();
    OtherKinds.asShownAgain(client);
    assertThat(client.read("/v1/admin/verify").get("verdict").asText()).isEqualTo("clean");
  }
}
