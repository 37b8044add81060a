package io.chatlog.standalone.role;

import java.net.URI;
import java.util.List;

/**
 * How a component reaches the log.
 *
 * @param bootstrapServers of Kafka, {@code host:port[,host:port…]}
 * @param registries base URLs of a Confluent-compatible schema registry, tried in this order
 */
public record LogConnection(String bootstrapServers, List<URI> registries) {

  /** Keeps its own copy. */
  public LogConnection {
    registries = List.copyOf(registries);
  }
}
