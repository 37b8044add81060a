package io.chatlog.it.interop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chatlog.it.packaging.Checkout;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The consumers under {@code examples/}, run as a reader of the README would run them. */
enum ExampleConsumer {
  NODE {
    @Override
    List<String> program() throws IOException {
      return List.of("node", "feed.mjs");
    }

    @Override
    Path directory() throws IOException {
      return NodeModules.installed();
    }
  },
  PYTHON {
    @Override
    List<String> program() {
      return List.of("/usr/bin/python3", "feed.py");
    }

    @Override
    Path directory() {
      return Checkout.root().resolve("examples/consumers/python");
    }
  };

  private static final Duration TIMEOUT = Duration.ofSeconds(180);
  private static final JsonMapper JSON = new JsonMapper();

  abstract List<String> program() throws IOException;

  abstract Path directory() throws IOException;

  /**
   * The first records of a topic, read as {@code read_committed}, in the order in which the program
   * printed them: that of the log within each partition.
   */
  List<JsonNode> read(String bootstrapServers, URI registry, String topic, int count)
      throws IOException {
    return read(bootstrapServers, registry, topic, count, "read_committed");
  }

  List<JsonNode> read(
      String bootstrapServers, URI registry, String topic, int count, String isolation)
      throws IOException {
    List<String> command = new ArrayList<>(program());
    command.addAll(List.of("--bootstrap", bootstrapServers, "--registry", registry.toString()));
    command.addAll(List.of("--topic", topic, "--count", Integer.toString(count)));
    command.addAll(List.of("--isolation", isolation, "--from-beginning"));
    byte[] printed = ForeignProgram.run(directory(), TIMEOUT, new byte[0], command);
    return new String(printed, StandardCharsets.UTF_8).lines().map(ExampleConsumer::json).toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }
}
