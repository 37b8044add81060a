package io.chatlog.it.process;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code ./chatlog start} on free ports, with its data in a directory of the caller's. */
public final class Standalone implements Deployment, AutoCloseable {
  private final Path dataDir;
  private final URI http;
  private final String kafka;
  private final URI registry;
  private final RoleProcess process;
  private Duration readyAfter = Duration.ZERO;

  private Standalone(Path directory, List<String> more) {
    this.dataDir = directory.resolve("data");
    int httpPort = Ports.free();
    int kafkaPort = Ports.free();
    int registryPort = Ports.free();
    this.http = URI.create("http://127.0.0.1:" + httpPort);
    this.kafka = "127.0.0.1:" + kafkaPort;
    this.registry = URI.create("http://127.0.0.1:" + registryPort);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "start",
                "--port",
                Integer.toString(httpPort),
                "--kafka-port",
                Integer.toString(kafkaPort),
                "--registry-port",
                Integer.toString(registryPort),
                "--data-dir",
                dataDir.toString()));
    arguments.addAll(more);
    URI readiness = http.resolve("/readyz");
    this.process =
        RoleProcess.start(
            "standalone",
            arguments,
            directory.resolve("output"),
            child -> Probe.answersOk(readiness));
  }

  /** Starts one and waits until it is ready. What it keeps stays in the directory. */
  public static Standalone start(Path directory, String... moreArguments) {
    Standalone standalone = launch(directory, moreArguments);
    try {
      standalone.awaitReady();
      return standalone;
    } catch (RuntimeException e) {
      standalone.close();
      throw e;
    }
  }

  /** Starts one without waiting. */
  public static Standalone launch(Path directory, String... moreArguments) {
    return new Standalone(directory, List.of(moreArguments));
  }

  @Override
  public URI writes() {
    return http;
  }

  @Override
  public URI reads() {
    return http;
  }

  @Override
  public String bootstrapServers() {
    return kafka;
  }

  @Override
  public URI registry() {
    return registry;
  }

  /** The process itself. */
  public ChildProcess process() {
    return process.process();
  }

  /** How long the last start took until it was ready. */
  public Duration readyAfter() {
    return readyAfter;
  }

  /** Where it keeps its data. */
  public Path dataDir() {
    return dataDir;
  }

  /** Waits until it is ready. */
  public void awaitReady() {
    readyAfter = process.awaitReady();
  }

  /** {@code kill -9}. */
  public void kill() {
    process.kill();
  }

  /** Ctrl-C. */
  public Duration stop() {
    return process.stop();
  }

  /** Starts it again on the same data and waits until it is ready. */
  public void startAgain() {
    process.startAgain();
    awaitReady();
  }

  /** Takes the processor's stores and indexes away, while nothing runs. */
  public void deleteState() {
    Workspace.delete(dataDir.resolve("state"));
  }

  @Override
  public void close() {
    process.close();
  }
}
