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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An export of some system on disk, to be read as often as one likes: from the beginning to the
 * end, one conversation in memory at a time. {@link #check} comes first, and finds what is damaged.
 * Not thread-safe.
 */
public final class Export implements AutoCloseable {
  /** A file that is read. */
  private record Part(String name, Shape shape) {}

  private final ExportFiles files;
  private final JsonInput.Opener opener;
  private final Format format;
  private final Branches branches;
  private final List<Part> parts;
  private final DamagedFiles damaged;
  private final int others;

  private Export(
      ExportFiles files,
      JsonInput.Opener opener,
      Format format,
      Branches branches,
      List<Part> parts,
      DamagedFiles damaged) {
    this.files = files;
    this.opener = opener;
    this.format = format;
    this.branches = branches;
    this.parts = List.copyOf(parts);
    this.damaged = damaged;
    this.others = files.names().size() - parts.size() - damaged.count();
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
    DamagedFiles damaged = new DamagedFiles(files.isArchive());
    if (files.isArchive() && SlackDirectory.root(files.names()).isPresent()) {
      Format slack = agreed(named, Set.of(Format.SLACK), damaged);
      return new Export(files, opener, slack, branches, List.of(), damaged);
    }
    Set<Format> found = EnumSet.noneOf(Format.class);
    List<Part> parts = new ArrayList<>();
    for (String name : files.names()) {
      if (files.isArchive() && !FileShapes.isJson(name)) {
        continue;
      }
      Shape shape;
      try {
        shape = FileShapes.of(files, name, opener);
      } catch (UnreadableException e) {
        damaged.add(name, e);
        continue;
      }
      if ((shape == Shape.NOTHING || shape == Shape.EMPTY) && !files.isArchive()) {
        throw empty();
      }
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
    Format format = agreed(named, found, damaged);
    List<Part> read = parts.stream().filter(part -> part.shape().format() == format).toList();
    return new Export(files, opener, format, branches, read, damaged);
  }

  private static UnreadableException empty() {
    return new UnreadableException(
        ErrorCode.IMPORT_FORMAT_UNKNOWN,
        "the content is empty: an export in none of the formats " + Format.names());
  }

  private static Format agreed(@Nullable Format named, Set<Format> found, DamagedFiles damaged)
      throws UnreadableException {
    if (named != null && found.contains(named)) {
      return named;
    }
    if (found.isEmpty() && !damaged.isEmpty()) {
      throw damaged.refusal();
    }
    if (named != null) {
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

  /** The format. */
  public Format format() {
    return format;
  }

  /**
   * Reads the whole of it for the first time. A file of an archive that cannot be read to its end
   * is passed over whenever it is read again, and told as a failure.
   *
   * @return what is in the files that can be read
   * @throws UnreadableException when nothing can be read, or there is nothing in what can be, or a
   *     limit is reached
   */
  public Counts check() throws IOException {
    files.restart();
    Counts counts = new Counts();
    boolean any = false;
    if (format == Format.SLACK) {
      any = SlackReader.read(files, opener, counts, damaged);
    }
    for (Part part : parts) {
      Counts ofPart = new Counts();
      try {
        one(part, ofPart);
        counts.add(ofPart);
        any = true;
      } catch (UnreadableException e) {
        damaged.add(part.name(), e);
      }
    }
    damaged.complete();
    if (!any && !damaged.isEmpty()) {
      throw damaged.refusal();
    }
    if (counts.isEmpty() && damaged.isEmpty()) {
      throw empty();
    }
    return counts;
  }

  /**
   * Reads the whole of it, but for what {@link #check} found damaged, which is told first.
   *
   * @throws UnreadableException when it cannot be read any further: what was told before is right
   */
  public void read(Records records) throws IOException {
    files.restart();
    damaged.tell(records);
    if (format == Format.SLACK) {
      SlackReader.read(files, opener, records, damaged);
      return;
    }
    for (int at = 0; at < others; at++) {
      records.skipped(Skip.OTHER_FILE);
    }
    for (Part part : parts) {
      if (damaged.has(part.name())) {
        continue;
      }
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
