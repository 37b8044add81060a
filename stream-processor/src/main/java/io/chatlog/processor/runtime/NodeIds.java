package io.chatlog.processor.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The name of a node, made once and kept beside its state. */
final class NodeIds {
  private NodeIds() {}

  static String of(ProcessorConfig config) {
    if (!config.nodeId().isBlank()) {
      return config.nodeId();
    }
    Path file = config.dataDir().resolve("node-id");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(config.dataDir());
        Path draft = Files.createTempFile(config.dataDir(), "node-id", ".draft");
        Files.writeString(draft, "node-" + UUID.randomUUID());
        Files.move(draft, file);
      }
      return Files.readString(file).strip();
    } catch (IOException broken) {
      throw new UncheckedIOException("the node id cannot be kept in " + file, broken);
    }
  }
}
