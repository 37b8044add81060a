package io.chatlog.exchange.format;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.format.Detection.Shape;
import io.chatlog.exchange.input.ExportFiles;
import io.chatlog.exchange.json.JsonInput;
import io.chatlog.exchange.record.Counts;
import io.chatlog.exchange.record.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which file of an export may hold conversations, and of which kind. */
final class FileShapes {
  private static final List<String> ENDINGS = List.of(".json", ".jsonl", ".ndjson");
  private static final List<String> PACKINGS = List.of(".gz", ".zst");

  private FileShapes() {}

  /** Whether a file of an archive holds JSON, by its name. */
  static boolean isJson(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    for (String packing : PACKINGS) {
      if (plain.endsWith(packing)) {
        plain = plain.substring(0, plain.length() - packing.length());
      }
    }
    return ENDINGS.stream().anyMatch(plain::endsWith);
  }

  /** What a file looks like. */
  static Shape of(ExportFiles files, String name, JsonInput.Opener opener) throws IOException {
    files.restart();
    try (InputStream raw = files.open(name);
        JsonInput in = opener.open(raw)) {
      return Detection.of(in);
    } catch (UnreadableException e) {
      Shape lines = e.code() == ErrorCode.MALFORMED_JSON ? ofLines(files, name, opener) : null;
      if (lines == null) {
        throw e;
      }
      return lines;
    }
  }

  /** The same of a file of JSON lines whose first ones are damaged; null for anything else. */
  private static @Nullable Shape ofLines(ExportFiles files, String name, JsonInput.Opener opener)
      throws IOException {
    Set<Shape> found = EnumSet.noneOf(Shape.class);
    try (InputStream raw = files.open(name)) {
      new Lines(opener, new Place(name), new Counts())
          .first(
              raw,
              Detection.CONVERSATIONS_MAX,
              (in, _, _) -> {
                Shape shape = Detection.ofOne(in);
                if (shape == Shape.OPENAI || shape == Shape.CHATLOG_LINES) {
                  found.add(shape);
                }
              });
    }
    return found.isEmpty() ? null : found.iterator().next();
  }
}
