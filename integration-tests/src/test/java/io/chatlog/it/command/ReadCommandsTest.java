package io.chatlog.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.process.ChildProcess;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.WithStandalone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ./chatlog search}, {@code tail} and {@code stats} against a running system. */
@WithStandalone
class ReadCommandsTest {
  private static final Duration END_MAX = Duration.ofSeconds(60);

  private final Standalone standalone;
  private final ChatlogClient client;
  private final String user = Names.unique("nick|away[`]");
  private final String word = Names.unique("zebra").replaceAll("[^a-z0-9]", "");

  ReadCommandsTest(Standalone standalone, ChatlogClient client) {
    this.standalone = standalone;
    this.client = client;
  }

  @BeforeEach
  void someMessages() {
    client.createUser(user);
    client.createSession(user, "s1");
    client.post(user, "s1", message("user", "where is the " + word + "?"));
    client.post(user, "s1", message("assistant", "the " + word + " is\u001b[2J here 日本"));
  }

  @Test
  void searchPrintsTheHits() {
    ChildProcess all = end(0, "search", word);
    assertThat(all.output())
        .contains(user, "where is the " + word, "is\uFFFD[2J here 日本", "2 of 2 hits")
        .doesNotContain("\u001b");
    ChildProcess filtered = end(0, "search", word, "--user", user, "--role", "assistant");
    assertThat(filtered.output()).contains("1 of 1 hits").doesNotContain("where is");
    ChildProcess limited = end(0, "search", word, "--limit", "1");
    assertThat(limited.output()).contains("1 of 2 hits", "--cursor ");
    assertThat(end(0, "search", word + "none").output())
        .isEqualToIgnoringNewLines("nothing was found");
  }

  @Test
  void searchPrintsTheAnswerForPrograms() {
    JsonNode answer = Json.read(end(0, "search", word, "--json").output());
    assertThat(answer.at("/total/value").asInt()).isEqualTo(2);
    assertThat(answer.at("/items/0/user_id").asText()).isEqualTo(user);
  }

  @Test
  void aRefusalIsOneLineAndExitCode1() {
    assertThat(end(1, "search", word, "--since", "yesterday").output())
        .startsWith("chatlog search: HTTP 400 invalid_parameter: since: ")
        .hasLineCount(1);
    assertThat(end(1, "stats", "--user", Names.unique("nobody")).output())
        .isEqualToIgnoringNewLines("chatlog stats: HTTP 404 user_not_found: there is no such user");
    assertThat(end(1, "tail", user, "s2").output())
        .isEqualToIgnoringNewLines(
            "chatlog tail: HTTP 404 session_not_found: there is no such session");
    assertThat(end(1, "stats", "--token", "forged").output()).contains("HTTP 401 unauthorized");
  }

  @Test
  void statsCount() {
    assertThat(end(0, "stats", "--user", user).output())
        .containsPattern("total_messages +2\n")
        .containsPattern("messages_by_role\\.assistant +1\n");
    assertThat(end(0, "stats", "--user", user, "--session", "s1").output())
        .containsPattern("message_count +2\n");
    assertThat(end(0, "stats", "--daily", "--user", user).output())
        .containsPattern("DATE +CHANNEL +STATUS")
        .containsPattern("web +active +1 +2 +1 ");
    JsonNode all = Json.read(end(0, "stats", "--json").output());
    assertThat(all.get("total_users").asLong()).isPositive();
  }

  @Test
  void tailTellsWhatIsThereAndWhatComesUntilItIsStopped() {
    try (ChildProcess tail = run("tail", user, "s1", "--after", "1")) {
      tail.awaitReady(() -> tail.output().contains("#2 assistant: the"), END_MAX);
      client.post(user, "s1", message("user", "first line\nsecond line"));
      tail.awaitReady(() -> tail.output().contains("\n    second line"), END_MAX);
      tail.stop(END_MAX);
      assertThat(tail.awaitExit(END_MAX)).isZero();
      assertThat(tail.output()).doesNotContain("#1 ").contains("#3 user: first line");
    }
    assertThat(end(2, "tail", user, "s1", "--after", "1.2").output()).contains("--after must be");
    assertThat(end(2, "tail", user, "--after", "-1").output()).contains("--after must be");
    try (ChildProcess tail = run("tail", user, "--after", "0.1~0-0-0", "--json")) {
      tail.awaitReady(() -> tail.output().lines().count() == 3, END_MAX);
    }
    try (ChildProcess tail = run("tail", user, "--json", "--role", "user")) {
      tail.awaitReady(() -> tail.output().lines().count() == 2, END_MAX);
      assertThat(tail.output()).contains("\"content\":\"first line\\nsecond line\"");
    }
  }

  private static JsonNode message(String role, String content) {
    return Json.object("role", role, "content", content);
  }

  private ChildProcess end(int exitCode, String... arguments) {
    ChildProcess process = run(arguments);
    assertThat(process.awaitExit(END_MAX)).as(process.output()).isEqualTo(exitCode);
    return process;
  }

  private ChildProcess run(String... arguments) {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--url", standalone.writes().toString()));
    return ChildProcess.start(line);
  }
}
