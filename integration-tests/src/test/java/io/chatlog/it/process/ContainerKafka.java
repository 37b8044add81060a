package io.chatlog.it.process;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Apache's own image, on a port that stays the same when it is killed and started again. */
final class ContainerKafka implements KafkaUnderTest {
  static final String IMAGE = "apache/kafka:4.3.1";

  private static final int CLIENT_PORT = 9092;
  private static final Duration READY_MAX = Duration.ofSeconds(60);

  private final KafkaContainer container;

  private ContainerKafka(KafkaContainer container) {
    this.container = container;
  }

  static ContainerKafka start() {
    KafkaContainer container =
        new KafkaContainer(DockerImageName.parse(IMAGE))
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_MESSAGE_MAX_BYTES", Integer.toString(8 * 1024 * 1024))
            .withEnv("KAFKA_REPLICA_FETCH_MAX_BYTES", Integer.toString(8 * 1024 * 1024))
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
            .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000")
            .withEnv("KAFKA_BROKER_SESSION_TIMEOUT_MS", "3000");
    container.setPortBindings(List.of("127.0.0.1:" + Ports.free() + ":" + CLIENT_PORT));
    container.start();
    return new ContainerKafka(container);
  }

  @Override
  public String bootstrapServers() {
    return container.getBootstrapServers();
  }

  @Override
  public void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public Duration startAgain() {
    long begin = System.nanoTime();
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    while (!answers()) {
      if (System.nanoTime() - begin > READY_MAX.toNanos()) {
        throw new IllegalStateException("the broker's container did not come back");
      }
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Override
  public boolean isAlive() {
    return container.isRunning();
  }

  @Override
  public void close() {
    container.stop();
  }

  private boolean answers() {
    Properties settings = new Properties();
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the broker", e);
    }
  }
}
