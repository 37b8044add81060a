package io.chatlog.ingest.document;

/** What came of an attempt to extract a text. */
public sealed interface Extraction {
  /** There is a text, perhaps an empty one. */
  record Extracted(String text) implements Extraction {}

  /**
   * There is none, and trying again will not help.
   *
   * @param reason for people
   */
  record Failed(String reason) implements Extraction {}

  /** Too many are under way. */
  record Busy() implements Extraction {}
}
