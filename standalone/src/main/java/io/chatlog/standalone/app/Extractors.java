package io.chatlog.standalone.app;

import com.typesafe.config.Config;
import io.chatlog.extraction.ExtractionSettings;
import io.chatlog.extraction.ProcessExtractor;
import io.chatlog.ingest.document.PlainText;
import io.chatlog.ingest.document.TextExtractor;

/** What extracts the text of documents: here what is text, in child processes the rest. */
final class Extractors {
  private Extractors() {}

  /** Starts no process until a document needs one. */
  static TextExtractor of(Config settings) {
    return new PlainText(new ProcessExtractor(ExtractionSettings.from(settings)));
  }
}
