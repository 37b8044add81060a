package io.chatlog.standalone.cli;

import io.chatlog.standalone.role.LogConnection;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Option;

/** How a component reaches the log. */
final class LogOptions {
  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9092",
      description = "Kafka brokers, comma-separated (default: ${DEFAULT-VALUE}).")
  private String bootstrap = "";

  @Option(
      names = "--registry",
      paramLabel = "URL",
      split = ",",
      converter = BaseUrl.class,
      defaultValue = "http://127.0.0.1:8085",
      description = "Confluent-compatible schema registries (default: ${DEFAULT-VALUE}).")
  private List<URI> registries = List.of();

  LogConnection connection() {
    return new LogConnection(bootstrap, registries);
  }
}
