package io.chatlog.it.interop;

import io.chatlog.standalone.net.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Apicurio's registry as its own process, set up as in {@code docker-compose.yml}: it keeps its
 * schemas in Kafka. The build unpacks it to {@code target/apicurio} under {@code -Pinterop}.
 */
final class ApicurioRegistry implements AutoCloseable {
  private static final Path HOME = Path.of("target/apicurio");
  private static final Duration START_TIMEOUT = Duration.ofSeconds(300);
  private static final Duration BETWEEN_ASKS = Duration.ofMillis(250);

  private final Process process;
  private final URI url;

  private ApicurioRegistry(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  static ApicurioRegistry start(String bootstrapServers, Path directory)
      throws IOException, InterruptedException {
    if (!Files.exists(HOME.resolve("quarkus-run.jar"))) {
      throw new AssertionError("Apicurio is not unpacked: run the tests with -Pinterop");
    }
    int port = FreePorts.choose("127.0.0.1");
    int managementPort = FreePorts.choose("127.0.0.1");
    Path log = directory.resolve("apicurio.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                "quarkus-run.jar")
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "APICURIO_STORAGE_KIND",
                "kafkasql",
                "APICURIO_KAFKASQL_BOOTSTRAP_SERVERS",
                bootstrapServers,
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "QUARKUS_MANAGEMENT_HOST",
                "127.0.0.1",
                "QUARKUS_MANAGEMENT_PORT",
                Integer.toString(managementPort)));
    Process process = builder.start();
    ApicurioRegistry registry =
        new ApicurioRegistry(process, URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7"));
    try {
      registry.awaitReady(URI.create("http://127.0.0.1:" + managementPort + "/health/ready"), log);
      return registry;
    } catch (Throwable e) {
      registry.close();
      throw e;
    }
  }

  /** The base URL of its Confluent-compatible API. */
  URI url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady(URI health, Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest ask = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
      while (!answersOk(client, ask)) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new AssertionError("Apicurio did not get ready:\n" + tail(log));
        }
        Thread.sleep(BETWEEN_ASKS);
      }
    }
  }

  private static boolean answersOk(HttpClient client, HttpRequest ask) throws InterruptedException {
    try {
      return client.send(ask, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String tail(Path log) throws IOException {
    String text = Files.readString(log);
    return text.substring(Math.max(0, text.length() - 4_000));
  }
}
