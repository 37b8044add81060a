package io.chatlog.standalone.broker;

import io.chatlog.standalone.net.FreePorts;
import io.chatlog.standalone.net.HostPort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaProperties;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A KRaft broker and controller in this JVM.
 *
 * <p>{@link #start} formats the log directory when it is new, as {@code kafka-storage format} does,
 * and returns when the broker serves clients. The log survives {@link #close} and the death of the
 * process alike; after a death the broker checks the end of each partition when it starts again.
 *
 * <p>A fault that Kafka holds to be fatal (a metadata log that cannot be written, say) halts the
 * whole process, as it would halt a broker of its own: what was acknowledged is on disk or with the
 * other replicas.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final BrokerSettings settings;
  private final String clusterId;
  private final KafkaRaftServer server;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private EmbeddedBroker(BrokerSettings settings, String clusterId, KafkaRaftServer server) {
    this.settings = settings;
    this.clusterId = clusterId;
    this.server = server;
    // Kafka's own wait cannot be interrupted.
    Thread.ofVirtual()
        .name("await-broker")
        .start(
            () -> {
              server.awaitShutdown();
              stopped.countDown();
            });
  }

  /**
   * Starts a broker and waits until it serves clients; one of a cluster waits for a majority of the
   * controllers.
   *
   * @throws BrokerStartException when it cannot: the port is taken, the directory belongs to
   *     another cluster or another process, the disk cannot be written
   */
  public static EmbeddedBroker start(BrokerSettings wanted) throws BrokerStartException {
    try {
      BrokerSettings settings = withPorts(wanted);
      KafkaConfig config = new KafkaConfig(BrokerProperties.of(settings), false);
      String clusterId = format(settings);
      KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
      startup(server);
      return new EmbeddedBroker(settings, clusterId, server);
    } catch (BrokerStartException e) {
      throw e;
    } catch (Exception e) {
      throw new BrokerStartException("the broker did not start: " + e.getMessage(), e);
    }
  }

  /** Where clients of this machine connect to. */
  public String bootstrapServers() {
    HostPort listener = settings.listener();
    String host = listener.isWildcard() ? settings.advertisedHost() : listener.host();
    return new HostPort(host, listener.port()).toString();
  }

  /** The id of the cluster, kept for the life of the log. */
  public String clusterId() {
    return clusterId;
  }

  /** Waits until the broker has stopped. */
  public void await() throws InterruptedException {
    stopped.await();
  }

  /** Hands over leadership, writes what is in memory, and stops. A second call does nothing. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static BrokerSettings withPorts(BrokerSettings settings)
      throws IOException, BrokerStartException {
    requireFree(settings.listener());
    requireFree(settings.controller());
    return settings.withPorts(fixed(settings.listener()), fixed(settings.controller()));
  }

  private static void requireFree(HostPort listener) throws IOException, BrokerStartException {
    if (!FreePorts.isFree(listener)) {
      throw new BrokerStartException(
          "another process listens on " + listener, new IOException("address in use"));
    }
  }

  private static int fixed(HostPort listener) throws IOException {
    return listener.port() == 0 ? FreePorts.choose(listener.host()) : listener.port();
  }

  /** Formats what is not formatted yet and returns the cluster's id. */
  private static String format(BrokerSettings settings) throws Exception {
    Path logDir = settings.logDir().toAbsolutePath();
    Files.createDirectories(logDir);
    Optional<String> present = clusterIdOf(logDir);
    String clusterId =
        settings.clusterId().or(() -> present).orElseGet(() -> Uuid.randomUuid().toString());
    if (present.isPresent() && !present.get().equals(clusterId)) {
      throw new BrokerStartException(
          "%s belongs to the cluster %s, not to %s".formatted(logDir, present.get(), clusterId),
          new IllegalStateException("cluster id differs"));
    }
    try (PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silent)
          .setNodeId(settings.nodeId())
          .setClusterId(clusterId)
          .setIgnoreFormatted(true)
          .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
          .setMetadataLogDirectory(logDir.toString())
          .addDirectory(logDir.toString())
          .run();
    }
    return clusterId;
  }

  private static Optional<String> clusterIdOf(Path logDir) throws IOException {
    MetaPropertiesEnsemble ensemble =
        new MetaPropertiesEnsemble.Loader().addLogDirs(List.of(logDir.toString())).load();
    return Optional.ofNullable(ensemble.logDirProps().get(logDir.toString()))
        .flatMap(MetaProperties::clusterId);
  }

  private static void startup(KafkaRaftServer server) {
    try {
      server.startup();
    } catch (Throwable e) {
      server.shutdown();
      throw e;
    }
  }
}
