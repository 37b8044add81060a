package io.chatlog.standalone.broker;

import static java.util.stream.Collectors.joining;

import io.chatlog.standalone.net.HostPort;
import io.chatlog.topic.TopicCatalogue;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * Kafka's properties for a broker that shares a JVM, or a small machine, with others: few threads,
 * small buffers, and nothing that happens by itself.
 */
final class BrokerProperties {
  static final String CLIENT_LISTENER = "PLAINTEXT";
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  /** Kafka's default of 50 partitions costs a small machine seconds at every start. */
  private static final int INTERNAL_PARTITIONS = 4;

  private static final int COPIES_MAX = 3;

  /**
   * How long the controller holds a silent broker to be alive. A broker that was killed may not
   * register again before, so with Kafka's 9 s a restart takes 12 s instead of 5.
   */
  private static final Duration SESSION_ALONE = Duration.ofSeconds(3);

  /** Until it has passed, the partitions that a killed broker led have no leader. */
  private static final Duration SESSION_OF_SEVERAL = Duration.ofSeconds(6);

  private BrokerProperties() {}

  /** The properties of a broker whose ports are known. */
  static Properties of(BrokerSettings settings) {
    Properties properties = new Properties();
    identity(settings, properties);
    internalTopics(settings.nodes(), properties);
    properties.setProperty(
        "broker.session.timeout.ms",
        Long.toString((settings.nodes() == 1 ? SESSION_ALONE : SESSION_OF_SEVERAL).toMillis()));
    properties.putAll(CONTRACT);
    properties.putAll(THRIFT);
    return properties;
  }

  /** What Chatlog relies on. */
  private static final Map<String, String> CONTRACT =
      Map.of(
          "auto.create.topics.enable", "false",
          "unclean.leader.election.enable", "false",
          // Changelogs take the broker's limit; rows can be as large as events.
          "message.max.bytes", Integer.toString(2 * TopicCatalogue.MESSAGE_BYTES_MAX),
          "replica.fetch.max.bytes", Integer.toString(2 * TopicCatalogue.MESSAGE_BYTES_MAX),
          // By default a group that was away for 7 days loses its offsets: a standalone that was
          // switched off for a week would read its log from the start.
          "offsets.retention.minutes", Integer.toString(10 * 365 * 24 * 60),
          // A processor that restarts shall not wait for others to join.
          "group.initial.rebalance.delay.ms", "0",
          "group.min.session.timeout.ms", "1000");

  /** What keeps heap, threads and start-up small. */
  private static final Map<String, String> THRIFT =
      Map.ofEntries(
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          Map.entry("background.threads", "2"),
          Map.entry("num.recovery.threads.per.data.dir", "2"),
          Map.entry("num.replica.fetchers", "1"),
          Map.entry("log.cleaner.threads", "1"),
          // 24 bytes a key: a pass compacts some 600,000 records of a partition.
          Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024)),
          Map.entry("log.cleaner.io.buffer.size", Integer.toString(256 * 1024)),
          Map.entry("offsets.load.buffer.size", Integer.toString(1024 * 1024)),
          Map.entry("transaction.state.log.load.buffer.size", Integer.toString(1024 * 1024)),
          Map.entry("queued.max.requests", "100"),
          // How long a start waits for the controller to see the broker.
          Map.entry("broker.heartbeat.interval.ms", "500"),
          Map.entry("controlled.shutdown.max.retries", "1"));

  private static void identity(BrokerSettings settings, Properties properties) {
    HostPort listener = settings.listener();
    HostPort controller = settings.controller();
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty("node.id", Integer.toString(settings.nodeId()));
    properties.setProperty("log.dirs", settings.logDir().toAbsolutePath().toString());
    properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
    properties.setProperty("inter.broker.listener.name", CLIENT_LISTENER);
    properties.setProperty(
        "listener.security.protocol.map",
        CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    properties.setProperty(
        "listeners",
        CLIENT_LISTENER + "://" + listener + "," + CONTROLLER_LISTENER + "://" + controller);
    properties.setProperty(
        "advertised.listeners",
        CLIENT_LISTENER + "://" + new HostPort(settings.advertisedHost(), listener.port()));
    properties.setProperty("controller.quorum.voters", voters(settings));
  }

  private static String voters(BrokerSettings settings) {
    if (settings.voters().isEmpty()) {
      return settings.nodeId() + "@" + settings.controller();
    }
    return settings.voters().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(voter -> voter.getKey() + "@" + voter.getValue())
        .collect(joining(","));
  }

  private static void internalTopics(int nodes, Properties properties) {
    String copies = Integer.toString(Math.min(COPIES_MAX, nodes));
    String inSync = Integer.toString(nodes >= COPIES_MAX ? 2 : 1);
    String partitions = Integer.toString(INTERNAL_PARTITIONS);
    properties.setProperty("default.replication.factor", copies);
    properties.setProperty("min.insync.replicas", inSync);
    properties.setProperty("offsets.topic.replication.factor", copies);
    properties.setProperty("offsets.topic.num.partitions", partitions);
    properties.setProperty("transaction.state.log.replication.factor", copies);
    properties.setProperty("transaction.state.log.min.isr", inSync);
    properties.setProperty("transaction.state.log.num.partitions", partitions);
    properties.setProperty("share.coordinator.state.topic.replication.factor", copies);
    properties.setProperty("share.coordinator.state.topic.min.isr", inSync);
    properties.setProperty("share.coordinator.state.topic.num.partitions", partitions);
  }
}
