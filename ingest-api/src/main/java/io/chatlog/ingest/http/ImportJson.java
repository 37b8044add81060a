package io.chatlog.ingest.http;

import io.chatlog.exchange.format.Format;
import io.chatlog.exchange.record.Failed;
import io.chatlog.http.Answer;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.ingest.imports.ImportReport;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import java.io.IOException;
import java.util.Map;

/** What became of an import, as JSON. */
final class ImportJson {
  private static final int OK = 200;
  private static final int MIXED = 207;

  private ImportJson() {}

  /**
   * The answer: 200 where all of it is there, 207 where something failed or it stopped after
   * something was written, the status of the fault where it stopped before.
   */
  static Answer answer(Format format, UserId user, ImportReport report) {
    ImportReport.Stop stop = report.stop();
    int status =
        stop != null && !report.isAnythingWritten()
            ? stop.code().status()
            : stop != null || report.failedCount() > 0 ? MIXED : OK;
    Answer answer =
        Answer.json(
            status,
            json -> {
              json.startObject();
              fields(format, user, report, json);
              json.endObject();
            });
    Positions positions = report.positions();
    if (!positions.isEmpty()) {
      answer = answer.header(WriteHeaders.POSITION, positions.toString());
    }
    return stop != null && stop.code().retryable()
        ? answer.header(WriteHeaders.RETRY_AFTER, "1")
        : answer;
  }

  static void fields(Format format, UserId user, ImportReport report, JsonWriter json)
      throws IOException {
    json.field("format", format.wireName()).field("user_id", user.value());
    json.field("user_created", report.isUserCreated());
    json.objectField("imported")
        .field("sessions", report.sessions())
        .field("messages", report.messages())
        .endObject();
    json.objectField("duplicates")
        .field("sessions", report.duplicateSessions())
        .field("messages", report.duplicateMessages())
        .endObject();
    json.arrayField("skipped");
    for (Map.Entry<String, Long> reason : report.skipped().entrySet()) {
      json.startObject().field("reason", reason.getKey()).field("count", reason.getValue());
      if (reason.getKey().equals(ImportReport.CONFLICT)) {
        conflicts(report, json);
      }
      json.endObject();
    }
    json.endArray().arrayField("failed");
    for (Failed failed : report.failed()) {
      json.startObject()
          .field("session_id", failed.conversation())
          .field("message_id", failed.message())
          .field("where", failed.where().isEmpty() ? null : failed.where())
          .field("code", failed.code().wireName())
          .field("detail", failed.detail())
          .endObject();
    }
    json.endArray().field("failed_count", report.failedCount());
    json.field("undecided", report.undecided());
    ImportReport.Stop stop = report.stop();
    json.field("complete", stop == null);
    if (stop != null) {
      json.objectField("stopped")
          .field("code", stop.code().wireName())
          .field("detail", stop.detail())
          .field("retryable", stop.code().retryable())
          .endObject();
    }
    Positions positions = report.positions();
    json.field("position", positions.isEmpty() ? null : positions.toString());
  }

  private static void conflicts(ImportReport report, JsonWriter json) throws IOException {
    json.arrayField("examples");
    for (ImportReport.Conflict conflict : report.conflicts()) {
      json.startObject()
          .field("session_id", conflict.session().value())
          .field("message_id", conflict.message())
          .endObject();
    }
    json.endArray();
  }
}
