package io.chatlog.query.export;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Locale;

/** The form of an export. */
public enum ExportFormat {
  /** One JSON object, for programs that take a conversation as a whole. */
  JSON("application/json") {
    @Override
    public ExportWriter writer(OutputStream out, Instant at) throws IOException {
      return new JsonExport(out, at);
    }
  },

  /** A JSON object a line with every field, which import takes back whole. */
  NDJSON("application/x-ndjson") {
    @Override
    public ExportWriter writer(OutputStream out, Instant at) throws IOException {
      return new NdjsonExport(out);
    }
  },

  /** A row a message (RFC 4180), for spreadsheets. */
  CSV("text/csv; charset=utf-8; header=present") {
    @Override
    public ExportWriter writer(OutputStream out, Instant at) {
      return new CsvExport(out);
    }
  },

  /** Markdown, for people. */
  MD("text/markdown; charset=utf-8") {
    @Override
    public ExportWriter writer(OutputStream out, Instant at) {
      return new MarkdownExport(out, at);
    }
  };

  private final String mediaType;

  ExportFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The media type of the whole. */
  public String mediaType() {
    return mediaType;
  }

  /** How files of this form are called behind the dot. */
  public String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Writes one export.
   *
   * @param at when the export began
   */
  public abstract ExportWriter writer(OutputStream out, Instant at) throws IOException;
}
