package io.chatlog.exchange.format;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.format.Detection.Shape;
import io.chatlog.exchange.input.ExportFiles;
import io.chatlog.exchange.json.JsonInput;
import io.chatlog.exchange.record.Counts;
import io.chatlog.exchange.record.Records;
import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An export of some system on disk, to be read as often as one likes: from the beginning to the
 * end, one conversation in memory at a time. Not thread-safe.
 */
public final class Export implements AutoCloseable {
  private static final List<String> ENDINGS = List.of(".json", ".jsonl", ".ndjson");
  private static final List<String> PACKINGS = List.of(".gz", ".zst");

  /** A file that is read. */
  private record Part(String name, Shape shape) {}

  private final ExportFiles files;
  private final JsonInput.Opener opener;
  private final Format format;
  private final Branches branches;
  private final List<Part> read;
  private final int left;

  private Export(
      ExportFiles files,
      JsonInput.Opener opener,
      Format format,
      Branches branches,
      List<Part> read,
      int left) {
    this.files = files;
    this.opener = opener;
    this.format = format;
    this.branches = branches;
    this.read = List.copyOf(read);
    this.left = left;
  }

  /**
   * Opens an export and looks whether it is what it is said to be.
   *
   * @param file a zip archive, or a file that may be compressed
   * @param named the format, or null to tell it from the content
   * @param branches what is taken of conversations that are trees
   * @throws UnreadableException {@code import_format_mismatch} for another format than was named,
   *     {@code import_format_unknown} for none or nothing at all, {@code import_archive_refused},
   *     {@code malformed_json}
   */
  public static Export open(
      Path file, @Nullable Format named, Branches branches, ExportLimits limits)
      throws IOException {
    JsonInput.Opener opener = new JsonInput.Opener(limits.conversationCharsMax());
    ExportFiles files = ExportFiles.open(file, limits.input());
    try {
      return opened(files, named, branches, opener);
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private static Export opened(
      ExportFiles files, @Nullable Format named, Branches branches, JsonInput.Opener opener)
      throws IOException {
    if (files.isArchive() && SlackDirectory.root(files.names()).isPresent()) {
      Format slack = agreed(named, Set.of(Format.SLACK), true);
      return new Export(files, opener, slack, branches, List.of(), 0);
    }
    Set<Format> found = EnumSet.noneOf(Format.class);
    List<Part> parts = new ArrayList<>();
    boolean something = false;
    for (String name : files.names()) {
      if (files.isArchive() && !isJson(name)) {
        continue;
      }
      Shape shape = shape(files, name, opener);
      if (shape == Shape.NOTHING && !files.isArchive()) {
        throw new UnreadableException(
            ErrorCode.IMPORT_FORMAT_UNKNOWN,
            "the content is empty: an export in none of the formats " + Format.names());
      }
      something |= shape != Shape.EMPTY;
      Format format = shape.format();
      if (format != null) {
        found.add(format);
        parts.add(new Part(name, shape));
      } else if (shape == Shape.SLACK_DAY && (named == null || named == Format.SLACK)) {
        throw new UnreadableException(
            ErrorCode.IMPORT_FORMAT_UNKNOWN,
            "one day of a Slack channel; the export is the zip archive with channels.json in it");
      }
    }
    Format format = agreed(named, found, something || files.isArchive() || named == Format.SLACK);
    List<Part> read = parts.stream().filter(part -> part.shape().format() == format).toList();
    return new Export(files, opener, format, branches, read, files.names().size() - read.size());
  }

  private static Format agreed(@Nullable Format named, Set<Format> found, boolean something)
      throws UnreadableException {
    if (named != null) {
      if (found.contains(named) || !something) {
        return named;
      }
      throw new UnreadableException(
          ErrorCode.IMPORT_FORMAT_MISMATCH,
          found.isEmpty()
              ? "the content is no export in the format " + named.wireName() + why(named)
              : "the content is "
                  + found.iterator().next().wireName()
                  + ", not "
                  + named.wireName());
    }
    if (found.size() == 1) {
      return found.iterator().next();
    }
    throw new UnreadableException(
        ErrorCode.IMPORT_FORMAT_UNKNOWN,
        found.isEmpty()
            ? "the content is an export in none of the formats " + Format.names()
            : "the archive holds several formats; name the one to read");
  }

  private static String why(Format named) {
    return named == Format.SLACK ? ", which is a zip archive with channels.json in it" : "";
  }

  private static boolean isJson(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    for (String packing : PACKINGS) {
      if (plain.endsWith(packing)) {
        plain = plain.substring(0, plain.length() - packing.length());
      }
    }
    return ENDINGS.stream().anyMatch(plain::endsWith);
  }

  private static Shape shape(ExportFiles files, String name, JsonInput.Opener opener)
      throws IOException {
    files.restart();
    try (InputStream raw = files.open(name);
        JsonInput in = opener.open(raw)) {
      return Detection.of(in);
    } catch (UnreadableException e) {
      Shape lines =
          e.code() == ErrorCode.MALFORMED_JSON ? shapeOfLines(files, name, opener) : Shape.OTHER;
      if (lines.format() == null) {
        throw Place.fault(name, e);
      }
      return lines;
    }
  }

  /** The same of a file of JSON lines whose first ones are damaged. */
  private static Shape shapeOfLines(ExportFiles files, String name, JsonInput.Opener opener)
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
    return found.isEmpty() ? Shape.OTHER : found.iterator().next();
  }

  /** The format. */
  public Format format() {
    return format;
  }

  /**
   * Reads the whole of it.
   *
   * @throws UnreadableException when it cannot be read any further: what was told before is right
   */
  public void read(Records records) throws IOException {
    files.restart();
    if (format == Format.SLACK) {
      Optional<String> root = SlackDirectory.root(files.names());
      if (root.isPresent()) {
        SlackReader.read(files, root.get(), opener, records);
      }
      return;
    }
    for (int at = 0; at < left; at++) {
      records.skipped(Skip.OTHER_FILE);
    }
    for (Part part : read) {
      try {
        one(part, records);
      } catch (UnreadableException e) {
        throw Place.fault(part.name(), e);
      }
    }
  }

  private void one(Part part, Records records) throws IOException {
    String name = part.name();
    Place place = new Place(Place.shown(name));
    switch (part.shape()) {
      case CHATGPT -> json(name, place, new ChatGptReader(branches), records);
      case CLAUDE -> json(name, place, new ClaudeReader(), records);
      case CHATLOG -> json(name, place, new ChatlogReader(), records);
      case OPENAI -> {
        try (InputStream raw = files.open(name)) {
          new Lines(opener, place, records).each(raw, new OpenAiReader());
        }
      }
      case OPENAI_ARRAY -> {
        OpenAiReader reader = new OpenAiReader();
        json(
            name,
            place,
            (in, at, to) -> Conversations.each(in, at, to, where -> reader.read(in, where, to)),
            records);
      }
      case CHATLOG_LINES -> {
        ChatlogLines reader = new ChatlogLines(records);
        try (InputStream raw = files.open(name)) {
          new Lines(opener, place, records).each(raw, reader);
        }
        reader.finish();
      }
      case SLACK_DAY, NOTHING, EMPTY, OTHER -> throw new IllegalStateException("not read: " + part);
    }
  }

  private void json(String name, Place place, JsonReader reader, Records records)
      throws IOException {
    try (InputStream raw = files.open(name);
        JsonInput in = opener.open(raw)) {
      reader.read(in, place, records);
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
