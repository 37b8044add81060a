package io.chatlog.standalone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chatlog.serde.RegistryClient;
import io.chatlog.serde.SchemaCatalogue;
import io.chatlog.standalone.net.FreePorts;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.standalone.role.PipelineOptions;
import io.chatlog.standalone.role.RoleStarter;
import io.chatlog.standalone.role.Running;
import io.chatlog.standalone.role.SettingSources;
import io.chatlog.standalone.role.StandaloneOptions;
import io.chatlog.standalone.role.StartRefusedException;
import io.chatlog.topic.TopicAdmin;
import io.chatlog.topic.TopicPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of a start and of a stop, with a pipeline that only looks at what it is given. */
class StandaloneStarterTest {
  private final List<String> happened = new ArrayList<>();

  @TempDir Path dir;

  @Test
  void startsWhatThePipelineNeedsBeforeItAndStopsItFirst() throws Exception {
    StandaloneOptions options = options(OptionalInt.of(3));
    try (Running running = starter(this::look).start(options)) {
      assertThat(running.lines()).hasSize(3).last().isEqualTo("pipeline");
    }
    assertThat(happened)
        .containsExactly(
            "broker is up",
            "topics are checked: 3 partitions, 8 created",
            "registry is up",
            "3 partitions, schema 1 known",
            "pipeline closed, 3 partitions");
    assertThat(FreePorts.isFree(options.kafka())).isTrue();
    assertThat(FreePorts.isFree(options.registry())).isTrue();
  }

  @Test
  void adoptsThePartitionsThatAreThereAndRefusesOthers() throws Exception {
    starter(this::look).start(options(OptionalInt.of(2))).close();
    starter(this::look).start(options(OptionalInt.empty())).close();
    assertThat(happened).contains("topics are checked: 2 partitions");
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() -> starter(this::look).start(options(OptionalInt.of(5))))
        .withMessageContaining("chatlog.events has 2 partitions, 5 wanted");
  }

  @Test
  void stopsEverythingWhenThePipelineDoesNotStart() throws Exception {
    StandaloneOptions options = options(OptionalInt.empty());
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() -> starter(RoleStarter.notBuilt("x")).start(options))
        .withMessage("x is not built into this jar");
    starter(this::look).start(options).close(); // ports and directory are free again
  }

  @Test
  void namesTheOptionOfAPortThatIsTaken() throws Exception {
    StandaloneOptions options = options(OptionalInt.empty());
    for (HostPort taken : List.of(options.http(), options.kafka(), options.registry())) {
      try (ServerSocket other =
          new ServerSocket(taken.port(), 1, InetAddress.getByName(taken.host()))) {
        String option =
            taken.equals(options.http())
                ? "--port"
                : taken.equals(options.kafka()) ? "--kafka-port" : "--registry-port";
        assertThatExceptionOfType(StartRefusedException.class)
            .isThrownBy(() -> starter(this::look).start(options))
            .withMessage(
                "port %d on 127.0.0.1 is in use by another process: choose another with %s"
                    .formatted(other.getLocalPort(), option));
      }
    }
    assertThat(happened).isEmpty();
  }

  private static StandaloneStarter starter(RoleStarter<PipelineOptions> pipeline) {
    return new StandaloneStarter(
        new BrokerStarter(), new RegistryStarter(SchemaCatalogue.released()), pipeline);
  }

  private Running look(PipelineOptions options) throws IOException {
    try (RegistryClient registry =
        new RegistryClient(options.log().registries(), Duration.ofSeconds(5))) {
      String known = registry.schemaById(1).isPresent() ? "known" : "absent";
      happened.add(partitions(options) + ", schema 1 " + known);
    }
    CountDownLatch closed = new CountDownLatch(1);
    return new Running() {
      @Override
      public List<String> lines() {
        return List.of("pipeline");
      }

      @Override
      public void await() throws InterruptedException {
        closed.await();
      }

      @Override
      public void close() {
        happened.add("pipeline closed, " + partitions(options));
        closed.countDown();
      }
    };
  }

  private static String partitions(PipelineOptions options) {
    String servers = options.log().bootstrapServers();
    try (TopicAdmin topics = TopicAdmin.connect(servers, Duration.ofSeconds(5))) {
      int count = topics.recordedPartitions().orElse(0);
      assertThat(topics.check(TopicPlan.standalone().withPartitions(count)).faultLines()).isEmpty();
      return count + " partitions";
    }
  }

  private StandaloneOptions options(OptionalInt partitions) throws IOException {
    return new StandaloneOptions(
        free(), free(), "127.0.0.1", free(), dir, partitions, SettingSources.none(), happened::add);
  }

  private static HostPort free() throws IOException {
    return new HostPort("127.0.0.1", FreePorts.choose("127.0.0.1"));
  }
}
