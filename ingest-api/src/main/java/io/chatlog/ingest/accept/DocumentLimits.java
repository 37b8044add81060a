package io.chatlog.ingest.accept;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bounds of documents.
 *
 * @param bytesMax of a document's content
 * @param nameCharsMax of a filename or an original name
 * @param textCharsMax of a document's text; what is beyond is kept, but not searched
 * @param chunkChars of one piece of text, at most
 * @param chunkOverlapChars that a piece of text shares with the one before, at most
 * @param atOnceMax documents that are taken in at the same time
 * @param patienceMillis how long another one waits for its turn
 */
public record DocumentLimits(
    int bytesMax,
    int nameCharsMax,
    int textCharsMax,
    int chunkChars,
    int chunkOverlapChars,
    int atOnceMax,
    int patienceMillis) {

  /** Bytes of one part on the log. */
  public static final int PART_BYTES = 512 << 10;

  /** The most bytes of a part's event: ids, and the lengths of its pieces of text, come on top. */
  public static final int PART_EVENT_BYTES_MAX = PART_BYTES + (64 << 10);

  /** The longest media type. */
  public static final int TYPE_CHARS_MAX = 255;

  public DocumentLimits {
    require(bytesMax > 0, "bytes_max must be positive: " + bytesMax);
    require(nameCharsMax > 0, "name_chars_max must be positive: " + nameCharsMax);
    require(
        textCharsMax > 0 && textCharsMax <= 100_000_000,
        "text_chars_max must be 1..100000000: " + textCharsMax);
    require(
        chunkChars >= 100 && chunkChars <= 10_000,
        "chunk_chars_max must be 100..10000: " + chunkChars);
    require(
        chunkOverlapChars >= 0 && chunkOverlapChars <= chunkChars / 2,
        "chunk_overlap_chars_max must be at most half of chunk_chars_max: " + chunkOverlapChars);
    require(atOnceMax > 0, "at_once_max must be positive: " + atOnceMax);
    require(patienceMillis >= 0, "patience_ms must not be negative: " + patienceMillis);
  }

  /** The defaults. */
  public static DocumentLimits defaults() {
    return new DocumentLimits(10 << 20, 255, 10 << 20, 800, 100, 4, 5_000);
  }

  /** The limits by name, for the published configuration. */
  public Map<String, Object> byName() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("document_bytes_max", bytesMax);
    named.put("document_name_chars_max", nameCharsMax);
    named.put("document_text_chars_max", textCharsMax);
    named.put("document_chunk_chars_max", chunkChars);
    named.put("document_chunk_overlap_chars_max", chunkOverlapChars);
    named.put("documents_at_once_max", atOnceMax);
    return named;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("documents." + otherwise);
    }
  }
}
