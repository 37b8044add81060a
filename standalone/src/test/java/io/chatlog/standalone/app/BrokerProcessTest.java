package io.chatlog.standalone.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.standalone.net.FreePorts;
import io.chatlog.topic.TopicAdmin;
import io.chatlog.topic.TopicPlan;
import io.chatlog.topic.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: killed, refused and stopped. */
class BrokerProcessTest {
  private final List<Process> processes = new ArrayList<>();

  @TempDir Path dir;

  @AfterEach
  void killWhatIsLeft() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void keepsWhatItAcknowledgedWhenKilledAndStopsWhenTold() throws Exception {
    int port = FreePorts.choose("127.0.0.1");
    String servers = "127.0.0.1:" + port;
    Process killed = broker(port);
    readUntil(killed, "broker is ready");
    try (TopicAdmin topics = TopicAdmin.connect(servers, Duration.ofSeconds(10))) {
      assertThat(topics.ensure(TopicPlan.standalone()).faultLines()).isEmpty();
    }
    write(servers, 1_000);
    killed.destroyForcibly().waitFor();

    Process again = broker(port);
    readUntil(again, "broker is ready");
    assertThat(count(servers)).isEqualTo(1_000);

    Process second = broker(FreePorts.choose("127.0.0.1"));
    assertThat(readUntil(second, "in use by another chatlog (process " + again.pid() + ")"))
        .contains("chatlog broker: the data directory");
    assertThat(second.waitFor()).isEqualTo(1);

    long begin = System.nanoTime();
    again.toHandle().destroy(); // Process.destroy would close its output as well
    readUntil(again, "stopped");
    assertThat(again.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    assertThat(again.exitValue()).isEqualTo(143);
  }

  private Process broker(int port) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "broker",
            "--port",
            Integer.toString(port),
            "--data-dir",
            dir.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    processes.add(process);
    return process;
  }

  /** Everything up to the line wanted; fails when the process ends without it. */
  private static String readUntil(Process process, String wanted) throws IOException {
    BufferedReader output = process.inputReader(UTF_8);
    StringBuilder read = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      read.append(line).append('\n');
      if (line.contains(wanted)) {
        return read.toString();
      }
    }
    throw new AssertionError("the process ended without saying '" + wanted + "': " + read);
  }

  private static void write(String servers, int records) {
    Map<String, Object> settings = Map.of("bootstrap.servers", servers, "acks", "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < records; i++) {
        byte[] key = Integer.toString(i).getBytes(UTF_8);
        producer.send(new ProducerRecord<>(Topics.EVENTS, 0, key, key));
      }
      producer.flush();
    }
  }

  private static long count(String servers) {
    TopicPartition partition = new TopicPartition(Topics.EVENTS, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return consumer.endOffsets(List.of(partition)).get(partition);
    }
  }
}
