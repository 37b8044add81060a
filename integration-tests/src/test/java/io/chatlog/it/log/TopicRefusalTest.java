package io.chatlog.it.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.it.process.BrokerKafka;
import io.chatlog.it.process.ChildProcess;
import io.chatlog.it.process.KafkaUnderTest;
import io.chatlog.it.process.Ports;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** Topics that are not as they must be: every role says so and does not start. */
class TopicRefusalTest {
  private static final Duration END_MAX = Duration.ofSeconds(90);
  private static final String PARTITIONS = "chatlog.feed has 5 partitions, 4 wanted";
  private static final String POLICY = "chatlog.events has cleanup.policy=delete";

  @Test
  void aMismatchIsRefusedByEveryRole() throws Exception {
    Path directory = Workspace.empty("refusal");
    try (KafkaUnderTest kafka = KafkaUnderTest.start(directory)) {
      create(kafka.bootstrapServers(), new NewTopic("chatlog.feed", 5, (short) 1));
      ChildProcess topics =
          ChildProcess.start(
              "topics",
              List.of("topics", "--bootstrap", kafka.bootstrapServers(), "--partitions", "4"),
              directory.resolve("output/topics.out"));
      refused(topics, List.of(PARTITIONS));
      alter(kafka.bootstrapServers(), "chatlog.events", "cleanup.policy", "delete");
      everyRoleRefuses(directory, kafka.bootstrapServers());
      if (kafka instanceof BrokerKafka broker) {
        broker.stop();
        try (Standalone standalone = Standalone.launch(directory)) {
          refused(standalone.process(), List.of(PARTITIONS, POLICY));
        }
      }
    }
  }

  private static void everyRoleRefuses(Path directory, String bootstrap) {
    String registryPort = Integer.toString(Ports.free());
    List<ChildProcess> roles = new ArrayList<>();
    try (ChildProcess _ =
        ChildProcess.start(
            "registry",
            List.of("registry", "--port", registryPort),
            directory.resolve("output/registry.out"))) {
      for (String role : List.of("ingest", "processor", "query")) {
        List<String> arguments =
            List.of(
                role,
                "--port",
                Integer.toString(Ports.free()),
                "--bootstrap",
                bootstrap,
                "--registry",
                "http://127.0.0.1:" + registryPort,
                "--data-dir",
                directory.resolve("data-" + role).toString());
        roles.add(
            ChildProcess.start(role, arguments, directory.resolve("output/" + role + ".out")));
      }
      roles.add(
          ChildProcess.start(
              "topics --check",
              List.of("topics", "--check", "--bootstrap", bootstrap),
              directory.resolve("output/check.out")));
      roles.forEach(role -> refused(role, List.of(PARTITIONS, POLICY)));
    } finally {
      roles.forEach(ChildProcess::close);
    }
  }

  private static void refused(ChildProcess process, List<String> faults) {
    int exitCode = process.awaitExit(END_MAX);
    assertThat(process.output()).contains(faults);
    assertThat(exitCode).as(process.output()).isEqualTo(1);
    assertThat(process.output()).as("no stack trace").doesNotContain("\tat ");
  }

  private static void create(String bootstrap, NewTopic topic) throws Exception {
    try (Admin admin = admin(bootstrap)) {
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  private static void alter(String bootstrap, String topic, String config, String value)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp set = new AlterConfigOp(new ConfigEntry(config, value), AlterConfigOp.OpType.SET);
    try (Admin admin = admin(bootstrap)) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
    }
  }

  private static Admin admin(String bootstrap) {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
  }
}
