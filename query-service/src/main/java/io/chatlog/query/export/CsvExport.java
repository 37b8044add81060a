package io.chatlog.query.export;

import io.chatlog.http.param.Times;
import io.chatlog.view.KeptSession;
import io.chatlog.view.Message;
import io.chatlog.view.User;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A header row and a row a message, by RFC 4180: lines end with CR LF, a cell with a comma, a quote
 * or a line end stands in quotes, and quotes in it are doubled.
 *
 * <p>A cell that begins with {@code = + - @}, a tab or a carriage return would be a formula to a
 * spreadsheet, and a message could say anything in one. Such a cell is written with an apostrophe
 * before it, which spreadsheets take for "this is text".
 */
final class CsvExport implements ExportWriter {
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private final Writer out;
  private String title = "";

  CsvExport(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  @Override
  public void user(User user) throws IOException {
    row(
        "user_id",
        "session_id",
        "session_title",
        "message_id",
        "seq",
        "role",
        "author_id",
        "timestamp",
        "received_at",
        "edited_at",
        "content",
        "metadata");
  }

  @Override
  public void session(KeptSession session, long messageCount) {
    title = session.session().title();
  }

  @Override
  public void message(Message message) throws IOException {
    row(
        message.owner().value(),
        message.session().value(),
        title,
        message.id().value(),
        Long.toString(message.seq()),
        message.role().wireName(),
        message.authorId(),
        time(message.timestampMicros()),
        time(message.receivedAtMicros()),
        message.editedAtMicros() == null ? null : time(message.editedAtMicros()),
        message.content(),
        Escapes.lower(message.metadataJson()));
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }

  private void row(@Nullable String... cells) throws IOException {
    for (int at = 0; at < cells.length; at++) {
      if (at > 0) {
        out.write(',');
      }
      cell(cells[at]);
    }
    out.write("\r\n");
  }

  private void cell(@Nullable String text) throws IOException {
    if (text == null || text.isEmpty()) {
      return;
    }
    String safe = FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean quoted = false;
    for (int at = 0; at < safe.length() && !quoted; at++) {
      quoted = ",\"\r\n".indexOf(safe.charAt(at)) >= 0;
    }
    out.write(quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe);
  }

  private static String time(long micros) {
    return Times.formatMillis(Math.floorDiv(micros, 1_000L));
  }
}
