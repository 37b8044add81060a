package io.chatlog.standalone.app;

import com.typesafe.config.Config;
import io.chatlog.config.Settings;
import io.chatlog.serde.RegistryClient;
import io.chatlog.serde.SchemaIds;
import io.chatlog.standalone.role.LogConnection;
import io.chatlog.standalone.role.SettingSources;
import io.chatlog.standalone.role.StartRefusedException;
import io.chatlog.topic.LogUnreachableException;
import io.chatlog.topic.TopicAdmin;
import io.chatlog.topic.TopicPlan;
import io.chatlog.topic.TopicReport;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What a role needs of the log before it starts: its settings, topics that are as they must be, and
 * the ids of the schemas.
 *
 * @param settings everything under {@code chatlog}
 * @param partitions how many partitions the events topic has
 * @param registry where schemas are found; to be closed with the role
 * @param schemas as the registry knows them
 */
record LogAccess(Config settings, int partitions, RegistryClient registry, SchemaIds schemas)
    implements AutoCloseable {
  private static final Duration TOPICS_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(30);

  /**
   * Checks the topics and asks the registry.
   *
   * @param own settings of the role's options, by full key; settings of the command line win
   * @throws StartRefusedException when a setting, a topic or the registry is not as it must be
   */
  static LogAccess open(LogConnection log, SettingSources sources, Map<String, Object> own)
      throws StartRefusedException {
    Config settings = settings(log, sources, own);
    int partitions = checkedPartitions(log.bootstrapServers());
    RegistryClient registry = new RegistryClient(log.registries(), REGISTRY_PATIENCE);
    try {
      return new LogAccess(settings, partitions, registry, SchemaIds.register(registry));
    } catch (IOException | RuntimeException unusable) {
      registry.close();
      throw new StartRefusedException(
          "the schema registry cannot be used: " + unusable.getMessage(), unusable);
    }
  }

  /**
   * What is set, from every source.
   *
   * @param own settings of the caller's, before those of the sources
   */
  static Config settings(LogConnection log, SettingSources sources, Map<String, Object> own)
      throws StartRefusedException {
    Map<String, Object> overrides = new HashMap<>(own);
    overrides.put("chatlog.kafka.bootstrap_servers", log.bootstrapServers());
    overrides.put(
        "chatlog.registry.urls",
        log.registries().stream().map(Object::toString).collect(Collectors.joining(",")));
    overrides.putAll(sources.overrides());
    try {
      return Settings.load(sources.file().orElse(null), System.getenv(), overrides);
    } catch (IllegalArgumentException fault) {
      throw new StartRefusedException(String.valueOf(fault.getMessage()), fault);
    }
  }

  private static int checkedPartitions(String bootstrapServers) throws StartRefusedException {
    try (TopicAdmin topics = TopicAdmin.connect(bootstrapServers, TOPICS_TIMEOUT)) {
      OptionalInt recorded = topics.recordedPartitions();
      if (recorded.isEmpty()) {
        throw new StartRefusedException(
            "there is no log at " + bootstrapServers + " yet: run chatlog topics first");
      }
      TopicReport report = topics.check(TopicPlan.standalone().withPartitions(recorded.getAsInt()));
      if (!report.isSound()) {
        throw new StartRefusedException(String.join("\n", report.faultLines()));
      }
      return report.partitions();
    } catch (LogUnreachableException away) {
      throw new StartRefusedException(String.valueOf(away.getMessage()), away);
    }
  }

  @Override
  public void close() {
    registry.close();
  }
}
