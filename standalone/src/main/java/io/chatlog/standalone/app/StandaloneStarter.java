package io.chatlog.standalone.app;

import io.chatlog.standalone.broker.BrokerSettings;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.standalone.role.LogConnection;
import io.chatlog.standalone.role.PipelineOptions;
import io.chatlog.standalone.role.RegistryOptions;
import io.chatlog.standalone.role.RoleStarter;
import io.chatlog.standalone.role.Running;
import io.chatlog.standalone.role.StandaloneOptions;
import io.chatlog.standalone.role.StartRefusedException;
import io.chatlog.topic.HangingTransactions;
import io.chatlog.topic.LogUnreachableException;
import io.chatlog.topic.TopicAdmin;
import io.chatlog.topic.TopicPlan;
import io.chatlog.topic.TopicReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Starts everything in one process: broker, topics, registry, then the pipeline; each part needs
 * those before it, and they stop in the reverse order.
 */
final class StandaloneStarter implements RoleStarter<StandaloneOptions> {
  private static final Duration TOPICS_TIMEOUT = Duration.ofSeconds(30);

  private final RoleStarter<BrokerSettings> broker;
  private final RoleStarter<RegistryOptions> registry;
  private final RoleStarter<PipelineOptions> pipeline;

  StandaloneStarter(
      RoleStarter<BrokerSettings> broker,
      RoleStarter<RegistryOptions> registry,
      RoleStarter<PipelineOptions> pipeline) {
    this.broker = broker;
    this.registry = registry;
    this.pipeline = pipeline;
  }

  @Override
  public Running start(StandaloneOptions options) throws Exception {
    requireFreePorts(options);
    RunningStack parts = new RunningStack();
    try {
      startParts(options, parts);
      return parts;
    } catch (Exception | Error e) {
      Thread.interrupted(); // an interrupt is why we are here at times, and would spoil the close
      parts.close();
      throw e;
    }
  }

  private void startParts(StandaloneOptions options, RunningStack parts) throws Exception {
    Path dataDir = options.dataDir().toAbsolutePath().normalize();
    BrokerSettings settings =
        BrokerSettings.alone(options.kafka(), options.advertisedHost(), dataDir.resolve("kafka"));
    parts.push("broker", broker.start(settings));
    options.progress().accept("broker is up");

    // Only a broker that is alone is started here, so this machine always reaches it.
    String bootstrapServers = options.kafka().reachable().toString();
    LogConnection log = new LogConnection(bootstrapServers, List.of(options.registry().url()));
    options.progress().accept(ensureTopics(log, options));
    int freed = HangingTransactions.end(bootstrapServers);
    if (freed > 0) {
      options
          .progress()
          .accept("a transaction that a kill left open was ended in " + freed + " partitions");
    }

    parts.push("registry", registry.start(new RegistryOptions(options.registry())));
    options.progress().accept("registry is up");

    parts.push(
        "pipeline",
        pipeline.start(
            new PipelineOptions(
                options.http(),
                log,
                dataDir.resolve("state"),
                options.settings(),
                options.progress())));
  }

  private static String ensureTopics(LogConnection log, StandaloneOptions options)
      throws StartRefusedException {
    long eraseWithin =
        LogAccess.settings(log, options.settings(), Map.of()).getLong("processor.erase_within_ms");
    try (TopicAdmin topics = TopicAdmin.connect(log.bootstrapServers(), TOPICS_TIMEOUT)) {
      OptionalInt recorded = topics.recordedPartitions();
      TopicPlan plan =
          TopicPlan.standalone()
              .withPartitions(
                  options.partitions().orElse(recorded.orElse(TopicPlan.STANDALONE_PARTITIONS)));
      if (recorded.isEmpty()) { // those that exist keep what they were made with
        plan = plan.withCompactionLag(TopicPlan.lagWithin(Duration.ofMillis(eraseWithin)));
      }
      TopicReport report = topics.ensure(plan);
      if (!report.isSound()) {
        throw new StartRefusedException(String.join("\n", report.faultLines()));
      }
      String made = report.created().isEmpty() ? "" : ", " + report.created().size() + " created";
      return "topics are checked: %d partitions%s".formatted(report.partitions(), made);
    } catch (LogUnreachableException e) {
      throw new StartRefusedException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void requireFreePorts(StandaloneOptions options) throws StartRefusedException {
    Map<String, HostPort> listeners =
        Map.of(
            "--port", options.http(),
            "--kafka-port", options.kafka(),
            "--registry-port", options.registry());
    for (Map.Entry<String, HostPort> listener : listeners.entrySet()) {
      PortCheck.requireFree(listener.getKey(), listener.getValue());
    }
  }
}
