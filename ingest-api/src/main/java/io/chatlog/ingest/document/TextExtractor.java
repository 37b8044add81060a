package io.chatlog.ingest.document;

/**
 * Extracts the text of documents. Thread-safe. Blocks for a bounded time, uses bounded memory, and
 * never throws for what a document holds: whatever is wrong with one harms nothing else.
 */
public interface TextExtractor extends AutoCloseable {
  /**
   * The text of a document.
   *
   * @param mimeType as the client gave it, which may be wrong
   * @param filename as the client gave it: a hint, never a path
   */
  Extraction extract(byte[] content, String mimeType, String filename);

  /** Ends what is under way. */
  @Override
  void close();
}
