package io.chatlog.standalone.role;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a component's settings come from, besides the environment.
 *
 * @param file a HOCON or JSON file, when one was named
 * @param overrides values of the command line by full key, such as {@code
 *     chatlog.ingest.body_bytes_max}; they win
 */
public record SettingSources(Optional<Path> file, Map<String, String> overrides) {

  /** Keeps its own copy. */
  public SettingSources {
    overrides = Map.copyOf(overrides);
  }

  /** Defaults and environment only. */
  public static SettingSources none() {
    return new SettingSources(Optional.empty(), Map.of());
  }
}
