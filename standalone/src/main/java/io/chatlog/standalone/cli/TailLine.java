package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.JsonView;
import java.io.PrintWriter;

/** Prints a message of a conversation; the further lines of a long one are indented. */
final class TailLine {
  private TailLine() {}

  /**
   * @param ofUser whether it is one of several sessions, and so names its own
   */
  static void print(JsonView message, boolean ofUser, PrintWriter out) {
    String author = message.text("author_id");
    StringBuilder head = new StringBuilder(ShownTime.seconds(message.text("timestamp")));
    head.append("  ");
    if (ofUser) {
      head.append(TerminalText.line(message.text("session_id"))).append(' ');
    }
    head.append('#').append(message.text("seq")).append(' ').append(message.text("role"));
    if (!author.isEmpty()) {
      head.append(" (").append(TerminalText.line(author)).append(')');
    }
    String content = TerminalText.lines(message.text("content"));
    out.println(head + ": " + content.stripTrailing().replace("\n", "\n    "));
  }
}
