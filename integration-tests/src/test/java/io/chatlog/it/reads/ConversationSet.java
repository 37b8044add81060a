package io.chatlog.it.reads;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.ZstdInputStream;
import io.chatlog.it.http.Json;
import io.chatlog.it.ledger.SessionKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Real conversations, one JSON message a line. One set comes with the repository; where a directory
 * with more is given ({@code -Dchatlog.data=…}) or lies beside the checkout, there are more.
 *
 * @param lines as they are in the file
 */
public record ConversationSet(String name, List<String> lines) {
  private static final String BUNDLED = "/demo/conversations.jsonl";
  private static final Path BESIDE = Path.of("../../shared/data/conversations");

  /** The directory with further sets, if there is one. */
  public static Optional<Path> directory() {
    String given = System.getProperty("chatlog.data", "");
    Path directory = given.isEmpty() ? BESIDE : Path.of(given);
    return Files.isDirectory(directory) ? Optional.of(directory) : Optional.empty();
  }

  /** The bundled set and every small one that is there. */
  public static List<ConversationSet> small() {
    List<ConversationSet> sets = new ArrayList<>();
    sets.add(
        new ConversationSet("bundled", lines(ConversationSet.class.getResourceAsStream(BUNDLED))));
    for (String name : List.of("small_sgd", "small_topical")) {
      directory()
          .map(directory -> directory.resolve(name + ".jsonl"))
          .filter(Files::isRegularFile)
          .ifPresent(file -> sets.add(new ConversationSet(name, lines(open(file)))));
    }
    return sets;
  }

  /** A set of a file, compressed with zstd or not. */
  public static ConversationSet of(Path file) {
    return new ConversationSet(file.getFileName().toString(), lines(open(file)));
  }

  /** Its messages by session, in the order of the file. */
  public Map<SessionKey, List<JsonNode>> bySession() {
    Map<SessionKey, List<JsonNode>> sessions = new TreeMap<>();
    for (String line : lines) {
      JsonNode message = Json.read(line);
      SessionKey key =
          new SessionKey(message.get("user_id").asText(), message.get("session_id").asText());
      sessions.computeIfAbsent(key, absent -> new ArrayList<>()).add(message);
    }
    return sessions;
  }

  @Override
  public String toString() {
    return name + " (" + lines.size() + " messages)";
  }

  private static InputStream open(Path file) {
    try {
      InputStream bytes = Files.newInputStream(file);
      return file.toString().endsWith(".zst") ? new ZstdInputStream(bytes) : bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(InputStream bytes) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      try (Stream<String> lines = reader.lines()) {
        return lines.filter(line -> !line.isBlank()).toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
