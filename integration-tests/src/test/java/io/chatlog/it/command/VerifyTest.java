package io.chatlog.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.process.ChildProcess;
import io.chatlog.it.process.CommandLineHere;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import io.chatlog.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** {@code ./chatlog verify} against a server that runs, sound at first and damaged then. */
class VerifyTest {
  private static final Duration END_MAX = Duration.ofSeconds(120);
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void aServerIsSoundUntilItsLogLosesRecords() throws Exception {
    Path directory = Workspace.empty("verify");
    try (Standalone standalone = Standalone.start(directory)) {
      ChatlogClient client = ChatlogClient.of(standalone);
      Path file = directory.resolve("messages.jsonl");
      List<String> lines = new ArrayList<>();
      for (int number = 0; number < 4_000; number++) {
        lines.add(
            Json.object(
                    "user_id", "user-" + number % 16,
                    "session_id", "s" + number % 48,
                    "message_id", "m" + number,
                    "role", number % 2 == 0 ? "user" : "assistant",
                    "content", "message " + number)
                .toString());
      }
      Files.write(file, lines);
      String url = standalone.writes().toString();
      assertThat(CommandLineHere.run("load", "--url", url, file.toString()).exitCode()).isZero();
      client.send(Call.of("DELETE", "/v1/users/user-0/sessions/s0/messages/m0")).expect(204);
      client.send(Call.of("DELETE", "/v1/users/user-1/sessions/s1")).expect(204);
      client.send(Call.of("DELETE", "/v1/users/user-2?force=true")).expect(204);

      ChildProcess beside = run("load", "--url", url, again(directory, lines).toString());
      CommandLineHere.Ended sound = CommandLineHere.run("verify", "--url", url, "--json");
      assertThat(sound.exitCode()).as(sound.output()).isZero();
      assertThat(beside.awaitExit(END_MAX)).isZero();
      JsonNode verdict = last(sound.output());
      assertThat(verdict.get("verdict").textValue()).isEqualTo("clean");
      assertThat(verdict.get("difference").isNull()).isTrue();
      assertThat(verdict.get("partitions")).hasSize(4);
      assertThat(verdict.get("partitions").get(0).get("events").longValue()).isGreaterThan(100);
      assertThat(sound.output()).contains("\"step\":\"log_to_rows\"");

      JsonNode plain = client.read("/v1/admin/verify?partition=1");
      assertThat(plain.get("verdict").textValue()).isEqualTo("clean");
      assertThat(plain.get("partitions")).hasSize(1);
      client.send(Call.get("/v1/admin/verify?partition=4")).expect(400);

      client.send(Call.of("DELETE", "/v1/users/user-3?force=true")).expect(204);
      client.send(Call.of("DELETE", "/v1/users/user-4/sessions/s4")).expect(204);
      CommandLineHere.Ended erased = CommandLineHere.run("verify", "--url", url, "--json");
      assertThat(erased.exitCode()).as(erased.output()).isZero();

      loseFirstRecords(standalone.bootstrapServers());
      ChildProcess damaged = run("verify", "--url", url);
      assertThat(damaged.awaitExit(END_MAX)).as(damaged.output()).isEqualTo(1);
      assertThat(damaged.output())
          .contains("verdict: difference")
          .contains("check: log_to_rows")
          .contains("key: user=user-");
    }
  }

  private static Path again(Path directory, List<String> lines) throws Exception {
    Path file = directory.resolve("more.jsonl");
    // other ids; what is said in the session that is deleted would be refused
    Files.write(
        file,
        lines.stream()
            .filter(line -> !line.contains("\"user-1\""))
            .map(line -> line.replace(":\"m", ":\"n"))
            .toList());
    return file;
  }

  private static JsonNode last(String output) throws Exception {
    return JSON.readTree(output.strip().lines().toList().getLast());
  }

  private static void loseFirstRecords(String bootstrapServers) throws Exception {
    try (Admin admin =
        Admin.create(
            Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, Topics.EVENTS),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("cleanup.policy", "compact,delete"),
                          AlterConfigOp.OpType.SET))))
          .all()
          .get();
      Map<TopicPartition, RecordsToDelete> first = new java.util.HashMap<>();
      for (int partition = 0; partition < 4; partition++) {
        first.put(new TopicPartition(Topics.EVENTS, partition), RecordsToDelete.beforeOffset(50));
      }
      admin.deleteRecords(first).all().get();
    }
  }

  private static ChildProcess run(String... arguments) {
    return ChildProcess.start(List.of(arguments));
  }
}
