package io.chatlog.standalone.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chatlog.standalone.broker.BrokerSettings;
import io.chatlog.standalone.broker.EmbeddedBroker;
import io.chatlog.standalone.net.FreePorts;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.topic.LogUnreachableException;
import io.chatlog.topic.TopicAdmin;
import io.chatlog.topic.TopicCatalogue;
import io.chatlog.topic.TopicPlan;
import io.chatlog.topic.TopicReport;
import io.chatlog.topic.TopicSettings;
import io.chatlog.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue against a real broker: what is created is what the check then wants. */
class TopicAdminTest {
  private static final TopicPlan PLAN = TopicPlan.standalone();

  @TempDir Path dir;
  private EmbeddedBroker broker;
  private TopicAdmin topics;

  @BeforeEach
  void start() throws Exception {
    HostPort any = new HostPort("127.0.0.1", 0);
    broker = EmbeddedBroker.start(BrokerSettings.alone(any, "127.0.0.1", dir.resolve("kafka")));
    topics = TopicAdmin.connect(broker.bootstrapServers(), Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    topics.close();
    broker.close();
  }

  @Test
  void createsOnceAndFindsNoFault() {
    assertThat(topics.recordedPartitions()).isEmpty();
    assertThat(topics.check(PLAN).faultLines()).hasSize(8);

    TopicReport first = topics.ensure(PLAN);
    assertThat(first.faultLines()).isEmpty();
    assertThat(first.created())
        .containsExactlyElementsOf(
            TopicCatalogue.topics(PLAN).stream().map(TopicSettings::name).toList());

    TopicReport second = topics.ensure(PLAN);
    assertThat(second.faultLines()).isEmpty();
    assertThat(second.created()).isEmpty();
    assertThat(topics.recordedPartitions()).hasValue(4);
  }

  @Test
  void refusesWhatSomebodyElseCreatedOtherwise() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      NewTopic foreign =
          new NewTopic(Topics.EVENTS, 3, (short) 1).configs(Map.of("cleanup.policy", "delete"));
      admin.createTopics(List.of(foreign)).all().get();
    }
    TopicReport report = topics.ensure(PLAN);
    assertThat(report.isSound()).isFalse();
    assertThat(report.created()).hasSize(7);
    assertThat(report.faultLines())
        .anyMatch(line -> line.startsWith("topic chatlog.events has 3 partitions, 4 wanted"))
        .anyMatch(line -> line.startsWith("topic chatlog.events has cleanup.policy=delete"))
        .anyMatch(line -> line.startsWith("topic chatlog.events has compression.type=producer"));
  }

  @Test
  void letsSeveralProcessesCreateAtOnce() {
    List<CompletableFuture<TopicReport>> racing =
        List.of(
            CompletableFuture.supplyAsync(() -> topics.ensure(PLAN)),
            CompletableFuture.supplyAsync(() -> topics.ensure(PLAN)));
    assertThat(racing).flatExtracting(report -> report.join().faultLines()).isEmpty();
    assertThat(racing)
        .flatExtracting(report -> report.join().created())
        .doesNotHaveDuplicates()
        .hasSize(8);
  }

  @Test
  void saysThatNoBrokerAnswers() throws Exception {
    String nobody = "127.0.0.1:" + FreePorts.choose("127.0.0.1");
    try (TopicAdmin lost = TopicAdmin.connect(nobody, Duration.ofMillis(500))) {
      assertThatExceptionOfType(LogUnreachableException.class)
          .isThrownBy(() -> lost.check(PLAN))
          .withMessageContaining("no broker answered at " + nobody);
    }
  }
}
