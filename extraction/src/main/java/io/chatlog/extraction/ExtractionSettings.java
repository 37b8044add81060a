package io.chatlog.extraction;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The bounds of extraction.
 *
 * @param processesMax child processes, and so documents that are parsed at once
 * @param timeout for one document; a child that takes longer is killed
 * @param heapBytes of a child; one that needs more dies
 * @param documentsPerProcess after so many a child is replaced
 * @param idleTimeout after which a child that has nothing to do ends
 * @param patience how long a document waits for a child that is free
 * @param textCharsMax where the text of a document is cut off
 */
public record ExtractionSettings(
    int processesMax,
    Duration timeout,
    long heapBytes,
    int documentsPerProcess,
    Duration idleTimeout,
    Duration patience,
    int textCharsMax) {

  public ExtractionSettings {
    require(processesMax >= 1, "processes_max must be positive");
    require(timeout.isPositive(), "timeout_ms must be positive");
    require(heapBytes >= 32L << 20, "heap_bytes must be at least 32 MiB");
    require(documentsPerProcess >= 1, "documents_per_process must be positive");
    require(idleTimeout.isPositive(), "idle_timeout_ms must be positive");
    require(!patience.isNegative(), "patience_ms must not be negative");
    require(textCharsMax >= 1, "text_chars_max must be positive");
  }

  /**
   * Reads the settings.
   *
   * @param chatlog everything under {@code chatlog}
   */
  public static ExtractionSettings from(Config chatlog) {
    Config extraction = chatlog.getConfig("extraction");
    return new ExtractionSettings(
        extraction.getInt("processes_max"),
        millis(extraction, "timeout_ms"),
        extraction.getBytes("heap_bytes"),
        extraction.getInt("documents_per_process"),
        millis(extraction, "idle_timeout_ms"),
        millis(extraction, "patience_ms"),
        chatlog.getInt("ingest.documents.text_chars_max"));
  }

  private static Duration millis(Config config, String key) {
    return Duration.ofMillis(config.getLong(key));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("chatlog.extraction." + otherwise);
    }
  }
}
