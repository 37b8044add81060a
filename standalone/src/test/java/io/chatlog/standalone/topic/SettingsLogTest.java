package io.chatlog.standalone.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.config.KafkaSettingsLog;
import io.chatlog.config.SettingsLog.Outcome;
import io.chatlog.config.SettingsVersion;
import io.chatlog.standalone.broker.BrokerSettings;
import io.chatlog.standalone.broker.EmbeddedBroker;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.topic.TopicAdmin;
import io.chatlog.topic.TopicPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that several processes change and follow, on a real broker. */
class SettingsLogTest {
  @TempDir Path dir;
  private EmbeddedBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker =
        EmbeddedBroker.start(
            BrokerSettings.alone(new HostPort("127.0.0.1", 0), "127.0.0.1", dir.resolve("kafka")));
    try (TopicAdmin topics =
        TopicAdmin.connect(broker.bootstrapServers(), Duration.ofSeconds(10))) {
      assertThat(topics.ensure(TopicPlan.standalone()).faultLines()).isEmpty();
    }
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private KafkaSettingsLog open() {
    return KafkaSettingsLog.open(broker.bootstrapServers());
  }

  private static SettingsVersion version(long number, long value) {
    return new SettingsVersion(number, number, Map.of("tags_max", value));
  }

  @Test
  void everyProcessFollowsAndOneThatStartsFindsTheLatest() throws Exception {
    BlockingQueue<SettingsVersion> told = new LinkedBlockingQueue<>();
    try (KafkaSettingsLog here = open();
        KafkaSettingsLog there = open()) {
      there.follow(told::add);
      assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(SettingsVersion.NONE);
      for (long number = 1; number <= 3; number++) {
        assertThat(here.change(version(number, number)))
            .isEqualTo(new Outcome.Changed(version(number, number)));
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(version(number, number));
      }
      assertThat(here.change(version(3, 9))).isEqualTo(new Outcome.Overtaken(version(3, 3)));
      assertThat(there.change(version(4, 4))).isInstanceOf(Outcome.Changed.class);
    }
    try (KafkaSettingsLog later = open()) {
      assertThat(later.now()).isEqualTo(version(4, 4));
    }
  }

  @Test
  void ofTwoChangesAtOnceOneCounts() throws Exception {
    try (KafkaSettingsLog here = open();
        KafkaSettingsLog there = open()) {
      List<Outcome> outcomes =
          List.of(
                  CompletableFuture.supplyAsync(() -> here.change(version(1, 1))),
                  CompletableFuture.supplyAsync(() -> there.change(version(1, 2))))
              .stream()
              .map(CompletableFuture::join)
              .toList();
      assertThat(outcomes).filteredOn(Outcome.Changed.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(Outcome.Overtaken.class::isInstance).hasSize(1);
      Outcome.Changed changed =
          (Outcome.Changed)
              outcomes.stream().filter(Outcome.Changed.class::isInstance).findFirst().orElseThrow();
      try (KafkaSettingsLog later = open()) {
        assertThat(later.now()).isEqualTo(changed.now());
      }
    }
  }
}
