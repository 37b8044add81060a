package io.chatlog.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chatlog.standalone.net.FreePorts;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.topic.TopicAdmin;
import io.chatlog.topic.TopicPlan;
import io.chatlog.topic.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  private static final HostPort ANY = new HostPort("127.0.0.1", 0);

  @TempDir Path dir;

  @Test
  void keepsItsClusterAndItsRecordsAcrossRestarts() throws Exception {
    String clusterId;
    try (EmbeddedBroker broker = EmbeddedBroker.start(settings(ANY))) {
      clusterId = broker.clusterId();
      try (TopicAdmin topics = topics(broker)) {
        assertThat(topics.ensure(TopicPlan.standalone()).faults()).isEmpty();
      }
      write(broker, "kept");
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(settings(ANY))) {
      assertThat(broker.clusterId()).isEqualTo(clusterId);
      assertThat(read(broker)).isEqualTo("kept");
    }
  }

  @Test
  void stopsWithinFiveSeconds() throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(settings(ANY));
    long begin = System.nanoTime();
    broker.close();
    broker.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      HostPort taken = new HostPort("127.0.0.1", other.getLocalPort());
      assertThatExceptionOfType(BrokerStartException.class)
          .isThrownBy(() -> EmbeddedBroker.start(settings(taken)))
          .withMessage("another process listens on " + taken);
    }
  }

  @Test
  void refusesTheLogOfAnotherCluster() throws Exception {
    EmbeddedBroker.start(settings(ANY)).close();
    BrokerSettings foreign =
        new BrokerSettings(
            1,
            ANY,
            "127.0.0.1",
            ANY,
            Map.of(),
            dir.resolve("kafka"),
            Optional.of("MkU3OEVBNTcwNTJENDM2Qk"));
    assertThatExceptionOfType(BrokerStartException.class)
        .isThrownBy(() -> EmbeddedBroker.start(foreign))
        .withMessageContaining("belongs to the cluster");
  }

  @Test
  void threeFormAClusterThatDoesWithoutOne() throws Exception {
    Map<Integer, HostPort> voters = new HashMap<>();
    for (int node = 1; node <= 3; node++) {
      voters.put(node, new HostPort("127.0.0.1", FreePorts.choose("127.0.0.1")));
    }
    // Each waits for a majority, so they have to start at once.
    List<EmbeddedBroker> brokers = new ArrayList<>();
    try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<EmbeddedBroker>> starting =
          voters.keySet().stream()
              .map(node -> starters.submit(() -> EmbeddedBroker.start(member(node, voters))))
              .toList();
      for (Future<EmbeddedBroker> broker : starting) {
        brokers.add(broker.get());
      }
    }
    try (TopicAdmin topics = topics(brokers.getFirst())) {
      TopicPlan plan = TopicPlan.standalone().withReplication(3, 2);
      assertThat(topics.ensure(plan).faultLines()).isEmpty();
      brokers.removeLast().close();
      write(brokers.getFirst(), "kept by two of three");
      assertThat(read(brokers.getLast())).isEqualTo("kept by two of three");
    } finally {
      brokers.parallelStream().forEach(EmbeddedBroker::close);
    }
  }

  private BrokerSettings member(int node, Map<Integer, HostPort> voters) {
    return new BrokerSettings(
        node,
        ANY,
        "127.0.0.1",
        voters.get(node),
        voters,
        dir.resolve("node-" + node),
        Optional.of("Y2hhdGxvZy10ZXN0LTAwMQ"));
  }

  private BrokerSettings settings(HostPort listener) {
    return BrokerSettings.alone(listener, "127.0.0.1", dir.resolve("kafka"));
  }

  private static TopicAdmin topics(EmbeddedBroker broker) {
    return TopicAdmin.connect(broker.bootstrapServers(), Duration.ofSeconds(10));
  }

  private static void write(EmbeddedBroker broker, String value) throws Exception {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", broker.bootstrapServers());
    properties.put("acks", "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(Topics.EVENTS, 0, bytes, bytes)).get();
    }
  }

  private static String read(EmbeddedBroker broker) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", broker.bootstrapServers());
    properties.put("auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(Topics.EVENTS, 0)));
      return new String(
          consumer.poll(Duration.ofSeconds(10)).iterator().next().value(), StandardCharsets.UTF_8);
    }
  }
}
