package io.chatlog.it.interop;

import io.chatlog.standalone.app.Main;
import io.chatlog.standalone.net.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code chatlog start} as a process of its own, on free ports. */
final class StandaloneProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(180);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final String READY = "chatlog is ready";

  private final Process process;
  private final int port;
  private final int kafkaPort;
  private final int registryPort;

  private StandaloneProcess(Process process, int port, int kafkaPort, int registryPort) {
    this.process = process;
    this.port = port;
    this.kafkaPort = kafkaPort;
    this.registryPort = registryPort;
  }

  static StandaloneProcess start(Path directory) throws IOException, InterruptedException {
    int port = FreePorts.choose("127.0.0.1");
    int kafkaPort = FreePorts.choose("127.0.0.1");
    int registryPort = FreePorts.choose("127.0.0.1");
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "--add-modules=jdk.incubator.vector",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "start",
                    "--port",
                    Integer.toString(port),
                    "--kafka-port",
                    Integer.toString(kafkaPort),
                    "--registry-port",
                    Integer.toString(registryPort),
                    "--data-dir",
                    directory.resolve("data").toString()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    StandaloneProcess standalone =
        new StandaloneProcess(process, port, kafkaPort, registryPort);
    try {
      standalone.awaitReady(output);
      return standalone;
    } catch (Throwable e) {
      standalone.close();
      throw e;
    }
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + port);
  }

  URI registry() {
    return URI.create("http://127.0.0.1:" + registryPort);
  }

  String bootstrapServers() {
    return "127.0.0.1:" + kafkaPort;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady(Path output) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!Files.readString(output).contains(READY)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("chatlog did not get ready:\n" + Files.readString(output));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
