package io.chatlog.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.ChildProcess;
import io.chatlog.it.process.CommandLineHere;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.WithStandalone;
import io.chatlog.it.process.Workspace;
import io.chatlog.it.reads.ConversationSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Real exports of other systems, imported twice over HTTP. The numbers were counted by hand in the
 * files.
 */
@WithStandalone
class ImportTest {
  private static final Path BUNDLED =
      Path.of("..", "exchange", "src", "test", "resources", "exports");
  private static final String NDJSON = "application/x-ndjson";
  private static final Duration END_MAX = Duration.ofSeconds(60);

  private final Standalone standalone;
  private final ChatlogClient client;

  ImportTest(Standalone standalone, ChatlogClient client) {
    this.standalone = standalone;
    this.client = client;
  }

  /** An export and what is in it. */
  private record Counted(
      String file,
      String format,
      int sessions,
      int messages,
      Map<String, Integer> skipped,
      int failed) {}

  private static final List<Counted> EXPORTS =
      List.of(
          new Counted(
              "chatgpt/librechat_chatgpt-export.json",
              "chatgpt",
              2,
              10,
              Map.of("hidden", 2, "no_message", 2, "tool_directed", 4, "weight_zero", 5),
              0),
          new Counted(
              "chatgpt/librechat_chatgpt-modern-export.json",
              "chatgpt",
              2,
              6,
              Map.of("hidden", 1, "no_message", 2),
              1),
          new Counted(
              "chatgpt/librechat_chatgpt-tree.json",
              "chatgpt",
              1,
              6,
              Map.of("hidden", 1, "no_message", 1, "other_branch", 5),
              0),
          new Counted(
              "chatgpt/librechat_chatgpt-tree.utf8bom.json",
              "chatgpt",
              1,
              6,
              Map.of("hidden", 1, "no_message", 1, "other_branch", 5),
              0),
          new Counted(
              "claude/openwebui-importer_claude_thinking_example.json",
              "claude",
              1,
              2,
              Map.of(),
              0),
          new Counted(
              "claude/openwebui-importer_invalid_unicode.json", "claude", 1, 2, Map.of(), 0),
          new Counted("openai-jsonl/toy_chat_fine_tuning.jsonl", "openai", 5, 19, Map.of(), 0));

  private static byte[] bytes(String file) throws IOException {
    Path bundled = BUNDLED.resolve(file);
    if (Files.exists(bundled)) {
      return Files.readAllBytes(bundled);
    }
    // What comes without a licence stays out of the repository.
    Path beside =
        ConversationSet.directory()
            .map(directory -> directory.resolveSibling("exports").resolve(file))
            .orElse(bundled);
    return Files.exists(beside) ? Files.readAllBytes(beside) : new byte[0];
  }

  private Reply post(String query, byte[] body) {
    return client.send(Call.post("/v1/import" + query).body("application/octet-stream", body));
  }

  private static void counts(JsonNode result, String of, int sessions, int messages) {
    assertThat(result.get(of))
        .as(result.toString())
        .isEqualTo(Json.object("sessions", sessions, "messages", messages));
  }

  @Test
  void everyFileTwice() throws IOException {
    for (Counted export : EXPORTS) {
      byte[] content = bytes(export.file());
      if (content.length == 0) {
        continue;
      }
      String user = Names.unique("import");
      for (String format : List.of(export.format(), "auto")) {
        boolean first = !format.equals("auto");
        Reply reply =
            post("?format=" + format + "&user_id=" + user, content)
                .expect(export.failed() == 0 ? 200 : 207);
        JsonNode result = reply.json();
        assertThat(result.get("format").asText()).isEqualTo(export.format());
        assertThat(result.get("user_created").asBoolean()).isEqualTo(first);
        assertThat(result.get("complete").asBoolean()).isTrue();
        assertThat(result.get("failed_count").asInt()).isEqualTo(export.failed());
        assertThat(skipped(result)).as(export.file()).isEqualTo(new TreeMap<>(export.skipped()));
        int sessions = export.sessions();
        int messages = export.messages();
        counts(result, "imported", first ? sessions : 0, first ? messages : 0);
        counts(result, "duplicates", first ? 0 : sessions, first ? 0 : messages);
        JsonNode stats = client.userStats(user);
        assertThat(stats.get("total_sessions").asInt()).isEqualTo(sessions);
        assertThat(stats.get("total_messages").asInt()).isEqualTo(messages);
      }
    }
  }

  private static Map<String, Integer> skipped(JsonNode result) {
    Map<String, Integer> skipped = new TreeMap<>();
    for (JsonNode reason : result.get("skipped")) {
      skipped.put(reason.get("reason").asText(), reason.get("count").asInt());
    }
    return skipped;
  }

  @Test
  void aTreeBecomesTheThreadThatWasShown() throws IOException {
    String user = Names.unique("import");
    post("?user_id=" + user, bytes("chatgpt/librechat_chatgpt-tree.json")).expect(200);
    String id = "chatgpt-d5dc5307-6807-41a0-8b04-4acee626eeb7";
    JsonNode session = client.read(Paths.session(user, id));
    assertThat(session.get("title").asText()).isEqualTo("Assist user with summary");
    assertThat(session.get("created_at").asText()).isEqualTo("2024-05-01T17:37:11.148Z");
    assertThat(session.get("last_message_at").asText()).isEqualTo("2024-05-01T17:37:40.598Z");
    assertThat(session.get("source").asText()).isEqualTo("chatgpt");
    List<JsonNode> messages = client.allMessages(user, id);
    assertThat(messages)
        .extracting(message -> message.get("role").asText())
        .containsExactly("user", "assistant", "user", "assistant", "user", "assistant");
    assertThat(messages.get(2).get("content").asText()).isEqualTo("hi again");
    assertThat(messages.get(1).at("/metadata/model_slug").asText())
        .isEqualTo("text-davinci-002-render-sha");
    assertThat(client.search(user, "joke").get("items")).isNotEmpty();
    JsonNode all =
        post("?branches=all&user_id=" + user, bytes("chatgpt/librechat_chatgpt-tree.json"))
            .expect(200)
            .json();
    counts(all, "imported", 0, 5);
    counts(all, "duplicates", 1, 6);
    List<JsonNode> more = client.allMessages(user, id);
    assertThat(more.subList(0, 6)).isEqualTo(messages);
    for (JsonNode beside : more.subList(6, 11)) {
      assertThat(more)
          .extracting(message -> message.get("message_id").asText())
          .contains(beside.at("/metadata/branch").asText());
    }
  }

  @Test
  void aLaterExportAddsWhatIsNew() {
    String user = Names.unique("import");
    String one =
        "{'uuid':'c1','name':'N','chat_messages':[{'uuid':'m1','sender':'human','text':'a'}MORE]}";
    String first = one.replace("MORE", "").replace('\'', '"');
    String later =
        one.replace("'N'", "'renamed'")
            .replace("MORE", ",{'uuid':'m2','sender':'assistant','text':'b'}")
            .replace('\'', '"');
    post("?user_id=" + user, first.getBytes(StandardCharsets.UTF_8)).expect(200);
    JsonNode result =
        post("?user_id=" + user, later.getBytes(StandardCharsets.UTF_8)).expect(200).json();
    counts(result, "imported", 0, 1);
    counts(result, "duplicates", 1, 1);
    assertThat(client.read(Paths.session(user, "claude-c1")).get("title").asText()).isEqualTo("N");
    assertThat(client.allMessages(user, "claude-c1")).hasSize(2);
  }

  @Test
  void ourOwnExportComesBackAndIsNeverDoubled() {
    String user = Names.unique("import");
    String export =
        ("{'user_id':'USER','profile':{'name':'Ann','email':null,'preferences':{'p':[1.50]},"
             + "'metadata':{}},'sessions':[{'session_id':'s1','title':'T','created_at':"
             + "'2020-01-01T00:00:00.000Z','message_count':2,'messages':["
             + "{'role':'user','content':'x','timestamp':'2020-01-01T00:00:01.000Z','metadata':{'n':1e0}},"
             + "{'role':'tool','content':'y','timestamp':'2020-01-01T00:00:02.000Z','metadata':{}}]}],"
             + "'export_timestamp':'2026-01-01T00:00:00.000Z'}")
            .replace('\'', '"');
    byte[] own = export.replace("USER", user).getBytes(StandardCharsets.UTF_8);
    counts(post("?format=chatlog", own).expect(200).json(), "imported", 1, 2);
    counts(post("", own).expect(200).json(), "duplicates", 1, 2);
    assertThat(client.read(Paths.user(user)).get("name").asText()).isEqualTo("Ann");
    List<JsonNode> messages = client.allMessages(user, "s1");
    assertThat(messages).hasSize(2);
    assertThat(messages.getFirst().get("timestamp").asText()).isEqualTo("2020-01-01T00:00:01.000Z");
    assertThat(client.send(Call.get(Paths.messages(user, "s1"))).expect(200).text())
        .contains("\"metadata\":{\"n\":1e0}");

    String other = Names.unique("origin");
    client.createUser(other);
    client.createSession(other, "s1");
    client.post(other, "s1", Json.object("role", "user", "content", "x"));
    client.post(other, "s1", Json.object("role", "tool", "content", "y"));
    byte[] origin = export.replace("USER", other).getBytes(StandardCharsets.UTF_8);
    JsonNode result = post("", origin).expect(200).json();
    counts(result, "imported", 0, 0);
    assertThat(skipped(result)).isEqualTo(Map.of("session_present", 2));
    assertThat(client.allMessages(other, "s1")).hasSize(2);
  }

  @Test
  void whatWasExportedGivesTheSameBytesOnceItIsImported() {
    String user = Names.unique("origin");
    String odd =
        "{'n':[1.50,1e0,-0,123456789012345678901234567890.1],'u':'é\\u2028\\ud83d\\ude00\\u001f\\/',"
            + "'':{'a':[[[{}]]],'b':null}}";
    String metadata = odd.replace('\'', '"');
    client
        .send(
            Call.post("/v1/users")
                .body(
                    "application/json",
                    "{\"user_id\":\"%s\",\"name\":\"N\",\"preferences\":%s,\"more\":%s}"
                        .formatted(user, metadata, metadata)))
        .expect(201);
    for (String session : List.of("a`|[]", "gone", "empty", "b")) {
      String path = Paths.session(user, session);
      client
          .send(
              Call.post(Paths.sessions(user))
                  .body(
                      "application/json",
                      "{\"session_id\":\"%s\",\"title\":\"T <é>\",\"tags\":[\"z\",\"a\"],\"metadata\":%s}"
                          .formatted(session, metadata)))
          .expect(201);
      StringBuilder messages = new StringBuilder();
      for (int number = 0; number < 5; number++) {
        messages.append(
            "{\"user_id\":\"%s\",\"session_id\":\"%s\",\"message_id\":\"%s-%d\",\"role\":\"tool\",\"content\":\" a\\r\\n=\\u0000é \",\"metadata\":%s%s}\n"
                .formatted(
                    user,
                    session,
                    session.hashCode(),
                    number,
                    metadata,
                    number % 2 == 0 ? ",\"timestamp\":\"2020-01-01T00:00:00.123456Z\"" : ""));
      }
      client
          .send(Call.post("/v1/messages:batch").body(NDJSON, messages.toString()).patiently())
          .expect(200);
      String first = Paths.messages(user, session) + "/" + session.hashCode() + "-";
      client.send(Call.patch(first + 1).json(Json.object("content", "edited"))).expect(200);
      client
          .send(Call.patch(first + 2).json(Json.object("metadata", Json.object("more", 1))))
          .expect(200);
      for (int number = 0; number < 5; number += session.equals("empty") ? 1 : 4) {
        client.send(Call.of("DELETE", first + number)).expect(204);
      }
      client
          .send(
              Call.patch(path)
                  .json(
                      session.equals("gone")
                          ? Json.object("status", "deleted")
                          : Json.object("status", "archived", "summary", "S")))
          .expect(200);
    }
    for (String format : List.of("json", "ndjson")) {
      String copy = Names.unique("copy");
      String exported = export(user, format);
      JsonNode result =
          post("?user_id=" + copy, exported.getBytes(StandardCharsets.UTF_8)).expect(200).json();
      counts(result, "imported", 3, 6);
      assertThat(export(copy, format)).isEqualTo(exported.replace(user, copy));
      counts(
          post("?user_id=" + copy, exported.getBytes(StandardCharsets.UTF_8)).expect(200).json(),
          "duplicates",
          3,
          6);
    }
  }

  private String export(String user, String format) {
    return client
        .send(Call.get(Paths.user(user) + "/export").query("format", format))
        .expect(200)
        .text()
        .replaceAll("(\"export_timestamp\":)\"[^\"]*\"", "$1\"then\"");
  }

  @Test
  void progressIsToldWhileItIsWritten() {
    String user = Names.unique("import");
    StringBuilder lines = new StringBuilder();
    for (int at = 0; at < 1_500; at++) {
      lines
          .append("{\"messages\":[{\"role\":\"user\",\"content\":\"question ")
          .append(at)
          .append("\"},{\"role\":\"assistant\",\"content\":\"answer\"}]}\n");
    }
    List<JsonNode> told =
        client
            .send(
                Call.post("/v1/import?format=openai&user_id=" + user)
                    .body(NDJSON, lines.toString())
                    .header("Accept", NDJSON))
            .expect(200)
            .lines();
    assertThat(told.getFirst().get("messages_total").asInt()).isEqualTo(3_000);
    assertThat(told.size()).isGreaterThan(4);
    counts(told.getLast(), "imported", 1_500, 3_000);
    assertThat(client.userStats(user).get("total_messages").asInt()).isEqualTo(3_000);
  }

  @Test
  void whatIsRefusedChangesNothing() throws IOException {
    String user = Names.unique("import");
    byte[] tree = bytes("chatgpt/librechat_chatgpt-tree.json");
    byte[] cut = java.util.Arrays.copyOf(tree, tree.length - 100);
    post("?user_id=" + user, cut).expectProblem(400, "malformed_json");
    post("?format=claude&user_id=" + user, tree).expectProblem(422, "import_format_mismatch");
    for (String other : List.of("other/librechat-linear.json", "other/librechat-tree.json")) {
      post("?user_id=" + user, bytes(other)).expectProblem(422, "import_format_unknown");
    }
    post("?user_id=" + user, bomb()).expectProblem(422, "import_archive_refused");
    post("?format=chatgpt", tree).expectProblem(400, "invalid_parameter");
    client.send(Call.head(Paths.user(user))).expect(404);
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("conversations.json"));
      zip.write("[".getBytes(StandardCharsets.US_ASCII));
      byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      for (int at = 0; at < 64; at++) {
        zip.write(blanks);
      }
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  @Test
  void damageIsNeverAFaultOfTheServer() throws IOException {
    long seed = Long.getLong("chatlog.seed", System.nanoTime());
    Random random = new Random(seed);
    List<byte[]> exports = new ArrayList<>();
    for (Counted export : EXPORTS) {
      byte[] content = bytes(export.file());
      if (content.length > 0 && content.length < 20_000) {
        exports.add(content);
      }
    }
    String user = Names.unique("import");
    for (int round = 0; round < 60; round++) {
      byte[] damaged = exports.get(random.nextInt(exports.size())).clone();
      for (int times = random.nextInt(1, 6); times > 0; times--) {
        damaged[random.nextInt(damaged.length)] = (byte) "{}[]\",:0x\\ ".charAt(random.nextInt(11));
      }
      Reply reply = post("?user_id=" + user, damaged);
      assertThat(reply.status()).as("seed " + seed + ", round " + round).isLessThan(500);
    }
  }

  @Test
  void theCommandImportsAFileAndADirectory() throws Exception {
    String user = Names.unique("import");
    Path directory = Workspace.empty("import");
    Files.write(directory.resolve("one.json"), bytes("chatgpt/librechat_chatgpt-tree.json"));
    Files.write(
        directory.resolve("two.json"), bytes("chatgpt/librechat_chatgpt-modern-export.json"));
    Files.writeString(directory.resolve("chat.html"), "<html>");
    ChildProcess file = process(user, directory.resolve("one.json"), "--format", "chatgpt");
    assertThat(file.awaitExit(END_MAX)).as(file.output()).isZero();
    assertThat(file.output())
        .contains("chatgpt for user " + user + ", who is new")
        .containsPattern("imported +1 sessions +6 messages")
        .containsPattern("5  other_branch");
    CommandLineHere.Ended all = run(user, directory);
    assertThat(all.exitCode()).as(all.output()).isEqualTo(1);
    assertThat(all.output())
        .containsPattern("imported +2 sessions +6 messages")
        .containsPattern("duplicate +1 sessions +6 messages")
        .contains("two.json, conversation 2: missing_field");
    CommandLineHere.Ended json = run(user, directory.resolve("one.json"), "--json");
    assertThat(json.exitCode()).isZero();
    assertThat(json.output()).contains("\"duplicates\":{\"sessions\":1,\"messages\":6}");
    Files.writeString(directory.resolve("three.json"), "[{\"mapping\":{");
    CommandLineHere.Ended damaged = run(user, directory);
    assertThat(damaged.exitCode()).as(damaged.output()).isEqualTo(1);
    assertThat(damaged.output())
        .containsPattern("duplicate +3 sessions +12 messages")
        .contains("three.json: malformed_json: the JSON ends too early");
    CommandLineHere.Ended wrong = run(user, directory.resolve("one.json"), "--format", "claude");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.output()).contains("import_format_mismatch");
  }

  private ChildProcess process(String user, Path path, String... more) {
    return ChildProcess.start(line(user, path, more));
  }

  private CommandLineHere.Ended run(String user, Path path, String... more) {
    return CommandLineHere.run(line(user, path, more).toArray(String[]::new));
  }

  private List<String> line(String user, Path path, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("import", "--url", standalone.writes().toString(), "--user", user));
    arguments.addAll(List.of(more));
    arguments.add(path.toString());
    return arguments;
  }
}
