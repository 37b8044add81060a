package io.chatlog.ingest.http;

import io.chatlog.exchange.format.Format;
import io.chatlog.exchange.record.Counts;
import io.chatlog.http.LiveOutput;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.ingest.imports.ImportReport;
import io.chatlog.value.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Tells a client how far an import is, a line after each batch. Used by one thread. */
final class ImportProgress {
  private final LiveOutput out;
  private final JsonWriter json;
  private final Counts counts;

  /**
   * @param counts what there is to import
   */
  ImportProgress(LiveOutput out, Counts counts) throws IOException {
    this.out = out;
    this.json = JsonWriter.to(out);
    this.counts = counts;
  }

  /** Says how much there is. */
  void begin() throws IOException {
    line(0, 0);
  }

  /**
   * Says how much is done.
   *
   * @throws UncheckedIOException when the client is gone: what was written stays
   */
  void told(ImportReport report) {
    try {
      line(report.sessions() + report.duplicateSessions(), report.settled());
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** Says what became of it. */
  void end(Format format, UserId user, ImportReport report) throws IOException {
    ImportReport.Stop stop = report.stop();
    if (stop != null) {
      out.failed(stop.code().status());
    }
    json.startObject().field("type", "result");
    ImportJson.fields(format, user, report, json);
    json.endObject().newLine();
    flush();
  }

  private void line(long sessions, long messages) throws IOException {
    json.startObject()
        .field("type", "progress")
        .field("sessions", sessions)
        .field("sessions_total", counts.conversations())
        .field("messages", messages)
        .field("messages_total", counts.turns())
        .endObject()
        .newLine();
    flush();
  }

  private void flush() throws IOException {
    json.flush();
    out.flush();
  }
}
