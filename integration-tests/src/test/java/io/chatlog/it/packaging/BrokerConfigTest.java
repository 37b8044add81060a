package io.chatlog.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.it.packaging.ComposeFile.Service;
import io.chatlog.topic.TopicCatalogue;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import kafka.docker.KafkaDockerWrapper;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The brokers' variables become what is meant: they go through the program that the image {@code
 * apache/kafka} starts with, and its result through Kafka's own checks.
 */
class BrokerConfigTest {
  private static final int BROKERS = 3;

  @TempDir Path directory;

  @Test
  void threeBrokersFormACluster() throws Exception {
    Set<Integer> ids = new HashSet<>();
    Set<String> voters = new HashSet<>();
    for (Service service : ComposeFile.read().services().values()) {
      if (service.isBroker()) {
        Properties properties = serverProperties(service);
        KafkaConfig config = new KafkaConfig(properties, false);
        ids.add(config.nodeId());
        voters.add(properties.getProperty("controller.quorum.voters"));
        isAsChatlogNeedsIt(config, properties);
        isReachedUnderItsName(service, config, properties);
      }
    }
    assertThat(ids).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(voters).containsExactly("1@kafka-1:9093,2@kafka-2:9093,3@kafka-3:9093");
  }

  private static void isAsChatlogNeedsIt(KafkaConfig config, Properties properties) {
    assertThat(config.messageMaxBytes()).isGreaterThanOrEqualTo(TopicCatalogue.MESSAGE_BYTES_MAX);
    assertThat(config.autoCreateTopicsEnable()).isFalse();
    for (String copies :
        List.of(
            "default.replication.factor",
            "offsets.topic.replication.factor",
            "transaction.state.log.replication.factor",
            "share.coordinator.state.topic.replication.factor")) {
      assertThat(properties).containsEntry(copies, Integer.toString(BROKERS));
    }
    for (String inSync :
        List.of(
            "min.insync.replicas",
            "transaction.state.log.min.isr",
            "share.coordinator.state.topic.min.isr")) {
      assertThat(properties).containsEntry(inSync, Integer.toString(BROKERS - 1));
    }
    assertThat(properties).containsEntry("unclean.leader.election.enable", "false");
  }

  private static void isReachedUnderItsName(
      Service service, KafkaConfig config, Properties properties) {
    assertThat(service.name()).isEqualTo("kafka-" + config.nodeId());
    assertThat(service.text("hostname")).isEqualTo(service.name());
    int external = service.publishedPorts().getFirst();
    assertThat(properties.getProperty("advertised.listeners"))
        .isEqualTo(
            "INTERNAL://%s:9092,EXTERNAL://localhost:%d".formatted(service.name(), external));
    assertThat(properties.getProperty("listeners"))
        .isEqualTo("INTERNAL://:9092,EXTERNAL://:%d,CONTROLLER://:9093".formatted(external));
    assertThat(service.list("ports"))
        .containsExactly("127.0.0.1:%d:%d".formatted(external, external));
  }

  /** What the image would make of a service's variables, but for the place of its data. */
  private Properties serverProperties(Service service) throws Exception {
    Path work = Files.createDirectories(directory.resolve(service.name()));
    for (String empty : List.of("defaults", "mounted", "final")) {
      Files.createDirectories(work.resolve(empty));
    }
    for (String file : List.of("server.properties", "log4j2.yaml", "tools-log4j2.yaml")) {
      Files.createFile(work.resolve("defaults").resolve(file));
    }
    Path output = work.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KafkaDockerWrapper.class.getName(),
                "setup",
                "--default-configs-dir",
                work.resolve("defaults").toString(),
                "--mounted-configs-dir",
                work.resolve("mounted").toString(),
                "--final-configs-dir",
                work.resolve("final").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("KAFKA_"));
    environment.putAll(service.environment());
    environment.put("KAFKA_LOG_DIRS", work.resolve("data").toString());
    Process process = builder.start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).as(Files.readString(output)).isTrue();

    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(work.resolve("final/server.properties"))) {
      properties.load(in);
    }
    return properties;
  }
}
