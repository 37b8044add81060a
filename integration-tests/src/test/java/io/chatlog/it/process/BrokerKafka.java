package io.chatlog.it.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code ./chatlog broker} as a process. */
public final class BrokerKafka implements KafkaUnderTest {
  private final String address;
  private final RoleProcess process;

  private BrokerKafka(String address, RoleProcess process) {
    this.address = address;
    this.process = process;
  }

  /** Starts one whose log is in {@code data/kafka} of a directory, and waits until it is ready. */
  public static BrokerKafka start(Path directory) {
    int port = Ports.free();
    List<String> arguments =
        List.of(
            "broker",
            "--port",
            Integer.toString(port),
            "--data-dir",
            directory.resolve("data").toString());
    RoleProcess process =
        RoleProcess.start(
            "broker",
            arguments,
            directory.resolve("output"),
            child -> child.printed("broker is ready"));
    try {
      process.awaitReady();
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
    return new BrokerKafka("127.0.0.1:" + port, process);
  }

  @Override
  public String bootstrapServers() {
    return address;
  }

  @Override
  public void kill() {
    process.kill();
  }

  /** Ctrl-C. */
  public Duration stop() {
    return process.stop();
  }

  @Override
  public Duration startAgain() {
    process.startAgain();
    return process.awaitReady();
  }

  @Override
  public boolean isAlive() {
    return process.process().isAlive();
  }

  @Override
  public void close() {
    process.close();
  }
}
