package io.chatlog.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What people really wrote: contents of messages, in the order of their conversations.
 *
 * @param contents not blank
 */
public record Conversations(List<String> contents) {
  private static final int CONTENTS_MAX = 200_000;
  private static final String BUNDLED = "/demo/conversations.jsonl";

  public Conversations {
    contents = List.copyOf(contents);
  }

  /**
   * Reads them.
   *
   * @param file JSON lines with a field {@code content}, plain or .zst; null for those that come
   *     with Chatlog
   */
  public static Conversations read(@Nullable Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> contents = new ArrayList<>();
    lines(
        file,
        line -> {
          JsonNode content = json.readTree(line).path("content");
          if (content.isTextual()
              && !content.asText().isBlank()
              && contents.size() < CONTENTS_MAX) {
            contents.add(content.asText());
          }
        });
    return new Conversations(contents);
  }

  /** Takes the lines of a file. */
  @FunctionalInterface
  interface LineVisitor {
    void visit(String line) throws IOException;
  }

  /** Visits the lines of a file, or of the conversations that come with Chatlog. */
  static void lines(@Nullable Path file, LineVisitor visitor) throws IOException {
    try (InputStream in =
            file == null
                ? Objects.requireNonNull(Conversations.class.getResourceAsStream(BUNDLED))
                : Files.newInputStream(file);
        InputStream plain =
            file != null && file.toString().endsWith(".zst") ? new ZstdInputStream(in) : in;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        visitor.visit(line);
      }
    }
  }

  /** Consecutive contents joined to about so many characters, beginning somewhere. */
  public String about(int chars, int from) {
    StringBuilder text = new StringBuilder(chars + 100);
    for (int at = from; text.length() < chars; at++) {
      if (!text.isEmpty()) {
        text.append(' ');
      }
      text.append(contents.get(Math.floorMod(at, contents.size())));
    }
    return text.length() > 2 * chars ? text.substring(0, 2 * chars) : text.toString();
  }
}
