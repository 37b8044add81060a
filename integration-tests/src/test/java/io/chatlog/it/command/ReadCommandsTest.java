package io.chatlog.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code ./chatlog search}, {@code tail} and {@code stats} against a running system. One of each is
 * a process as a user starts it; the others run in this JVM.
 */
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
    assertThat(asProcess("search", word))
        .contains(user, "where is the " + word, "is\uFFFD[2J here 日本", "2 of 2 hits")
        .doesNotContain("\u001b");
    assertThat(end(0, "search", word, "--user", user, "--role", "assistant"))
        .contains("1 of 1 hits")
        .doesNotContain("where is");
    assertThat(end(0, "search", word, "--limit", "1")).contains("1 of 2 hits", "--cursor ");
    assertThat(end(0, "search", word + "none")).isEqualToIgnoringNewLines("nothing was found");
  }

  @Test
  void searchPrintsTheAnswerForPrograms() {
    JsonNode answer = Json.read(end(0, "search", word, "--json"));
    assertThat(answer.at("/total/value").asInt()).isEqualTo(2);
    assertThat(answer.at("/items/0/user_id").asText()).isEqualTo(user);
  }

  @Test
  void aRefusalIsOneLineAndExitCode1() {
    assertThat(end(1, "search", word, "--since", "yesterday"))
        .startsWith("chatlog search: HTTP 400 invalid_parameter: since: ")
        .hasLineCount(1);
    assertThat(end(1, "stats", "--user", Names.unique("nobody")))
        .isEqualToIgnoringNewLines("chatlog stats: HTTP 404 user_not_found: there is no such user");
    assertThat(end(1, "tail", user, "s2"))
        .isEqualToIgnoringNewLines(
            "chatlog tail: HTTP 404 session_not_found: there is no such session");
    assertThat(end(1, "stats", "--token", "forged")).contains("HTTP 401 unauthorized");
  }

  @Test
  void statsCount() {
    assertThat(asProcess("stats", "--user", user))
        .containsPattern("total_messages +2\n")
        .containsPattern("messages_by_role\\.assistant +1\n");
    assertThat(end(0, "stats", "--user", user, "--session", "s1"))
        .containsPattern("message_count +2\n");
    assertThat(end(0, "stats", "--daily", "--user", user))
        .containsPattern("DATE +CHANNEL +STATUS")
        .containsPattern("web +active +1 +2 +1 ");
    JsonNode all = Json.read(end(0, "stats", "--json"));
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
    assertThat(end(2, "tail", user, "s1", "--after", "1.2")).contains("--after must be");
    assertThat(end(2, "tail", user, "--after", "-1")).contains("--after must be");
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

  private String asProcess(String... arguments) {
    ChildProcess process = run(arguments);
    assertThat(process.awaitExit(END_MAX)).as(process.output()).isZero();
    return process.output();
  }

  private String end(int exitCode, String... arguments) {
    CommandLineHere.Ended ended = CommandLineHere.run(line(arguments).toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(exitCode);
    return ended.output();
  }

  private ChildProcess run(String... arguments) {
    return ChildProcess.start(line(arguments));
  }

  private List<String> line(String... arguments) {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--url", standalone.writes().toString()));
    return line;
  }
}
