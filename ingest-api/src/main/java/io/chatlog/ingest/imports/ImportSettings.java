package io.chatlog.ingest.imports;

import io.chatlog.exchange.format.ExportLimits;
import io.chatlog.exchange.input.InputLimits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bounds of imports.
 *
 * @param bodyBytesMax of what is sent, also decompressed
 * @param bodyTimeout for a body to arrive, beside what its size allows
 * @param bodyBytesPerSecondMin a body that takes longer than that has to arrive at this rate
 * @param expandedBytesMax of the files of an archive together
 * @param archiveEntriesMax files and directories of an archive
 * @param archiveRatioMax bytes that one compressed byte may become
 * @param conversationCharsMax characters of one conversation that are held at once
 * @param atOnceMax imports under way in one process
 * @param spoolDirectory where what is sent is kept until it is read; empty for the system's own
 */
public record ImportSettings(
    long bodyBytesMax,
    Duration bodyTimeout,
    long bodyBytesPerSecondMin,
    long expandedBytesMax,
    int archiveEntriesMax,
    int archiveRatioMax,
    int conversationCharsMax,
    int atOnceMax,
    String spoolDirectory) {

  public ImportSettings {
    positive("body_bytes_max", bodyBytesMax);
    positive("body_bytes_per_second_min", bodyBytesPerSecondMin);
    positive("expanded_bytes_max", expandedBytesMax);
    positive("archive_entries_max", archiveEntriesMax);
    positive("archive_ratio_max", archiveRatioMax);
    positive("conversation_chars_max", conversationCharsMax);
    positive("at_once_max", atOnceMax);
  }

  /** The defaults. */
  public static ImportSettings defaults() {
    return new ImportSettings(
        1L << 30, Duration.ofSeconds(10), 64 << 10, 8L << 30, 200_000, 200, 16 << 20, 2, "");
  }

  /** The bounds of reading. */
  public ExportLimits reading() {
    return new ExportLimits(
        new InputLimits(expandedBytesMax, archiveEntriesMax, archiveRatioMax),
        conversationCharsMax);
  }

  /** The limits by the name of their setting, for the published configuration. */
  public Map<String, Object> byName() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("import_body_bytes_max", bodyBytesMax);
    named.put("import_body_bytes_per_second_min", bodyBytesPerSecondMin);
    named.put("import_expanded_bytes_max", expandedBytesMax);
    named.put("import_archive_entries_max", archiveEntriesMax);
    named.put("import_archive_ratio_max", archiveRatioMax);
    named.put("import_conversation_chars_max", conversationCharsMax);
    named.put("imports_at_once_max", atOnceMax);
    return named;
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("import." + name + " must be positive: " + value);
    }
  }
}
