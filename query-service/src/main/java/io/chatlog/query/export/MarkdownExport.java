package io.chatlog.query.export;

import io.chatlog.http.param.Times;
import io.chatlog.view.KeptSession;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Markdown to read: a heading a session, and each message as a quotation under who said it when. In
 * a quotation a message may hold Markdown of its own and never breaks out of its place.
 */
final class MarkdownExport implements ExportWriter {
  private final Writer out;
  private final Instant at;

  MarkdownExport(OutputStream out, Instant at) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.at = at;
  }

  @Override
  public void user(User user) throws IOException {
    String name = user.name();
    out.write("# Conversations of " + line(name == null ? user.id().value() : name) + "\n\n");
    out.write("User " + line(user.id().value()));
    if (user.email() != null) {
      out.write(", " + line(user.email()));
    }
    out.write(", exported " + Times.format(at) + "\n");
  }

  @Override
  public void session(KeptSession kept, long messageCount) throws IOException {
    Session session = kept.session();
    out.write("\n## " + line(session.title()) + "\n\n");
    out.write("Session " + line(session.id().value()) + ", " + line(session.channel()));
    out.write(", begun " + time(session.createdAtMicros()));
    out.write(messageCount == 1 ? ", 1 message\n" : ", " + messageCount + " messages\n");
  }

  @Override
  public void message(Message message) throws IOException {
    out.write("\n**" + message.role().wireName() + "**");
    if (message.authorId() != null) {
      out.write(" (" + line(message.authorId()) + ")");
    }
    out.write(" " + time(message.timestampMicros()));
    out.write(message.editedAtMicros() == null ? "\n\n" : " (edited)\n\n");
    for (String text : message.content().split("\\R", -1)) {
      out.write(text.isEmpty() ? ">\n" : "> " + text + "\n");
    }
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }

  /** A text on one line that is not taken for Markdown. */
  private static String line(String text) {
    StringBuilder line = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("\\`*_[]<>#|".indexOf(c) >= 0) {
        line.append('\\');
      }
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    return line.toString();
  }

  private static String time(long micros) {
    return Times.formatMillis(Math.floorDiv(micros, 1_000L));
  }
}
