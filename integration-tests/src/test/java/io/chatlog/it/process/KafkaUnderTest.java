package io.chatlog.it.process;

import java.nio.file.Path;
import java.time.Duration;
import org.testcontainers.DockerClientFactory;

/**
 * The Kafka that the separate roles run on: {@code apache/kafka} in a container when Docker
 * answers, otherwise {@code ./chatlog broker}. The same tests run on both.
 */
public interface KafkaUnderTest extends AutoCloseable {
  /** Starts the one that this machine can run, and says which. */
  static KafkaUnderTest start(Path directory) {
    boolean docker = DockerClientFactory.instance().isDockerAvailable();
    System.out.println("kafka under test: " + (docker ? ContainerKafka.IMAGE : "chatlog broker"));
    return docker ? ContainerKafka.start() : BrokerKafka.start(directory);
  }

  /** {@code host:port} of the broker; the same after it was started again. */
  String bootstrapServers();

  /** {@code kill -9}. */
  void kill();

  /** Starts it again with its data and returns how long it took until it was ready. */
  Duration startAgain();

  /** Whether it runs. */
  boolean isAlive();

  @Override
  void close();
}
