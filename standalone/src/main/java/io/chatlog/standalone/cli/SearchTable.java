package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.JsonView;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the hits of a search as a person reads them: a line each, then where to go on. */
final class SearchTable {
  private static final int PASSAGE_CHARS_MAX = 100;
  private static final int ID_CHARS_MAX = 36;

  private SearchTable() {}

  static void print(JsonView answer, boolean ofAll, PrintWriter out) {
    List<JsonView> hits = answer.at("items").items();
    if (!hits.isEmpty()) {
      TextTable table =
          ofAll
              ? new TextTable(">score", "time", "user", "session", ">seq", "role", "passage")
              : new TextTable(">score", "time", "session", ">seq", "role", "passage");
      hits.forEach(hit -> table.row(row(hit, ofAll)));
      table.print(out);
      out.println();
    }
    out.println(summary(answer, hits.size()));
    String next = answer.text("next_cursor");
    if (!next.isEmpty()) {
      out.println("more: repeat it with --cursor " + TerminalText.line(next));
    }
    out.flush();
  }

  private static List<String> row(JsonView hit, boolean ofAll) {
    List<String> cells = new ArrayList<>();
    cells.add(String.format(Locale.ROOT, "%.2f", hit.at("relevance_score").decimal()));
    cells.add(ShownTime.seconds(hit.text("timestamp")));
    if (ofAll) {
      cells.add(TerminalText.line(hit.text("user_id"), ID_CHARS_MAX));
    }
    cells.add(TerminalText.line(hit.text("session_id"), ID_CHARS_MAX));
    cells.add(hit.text("seq"));
    cells.add(hit.text("role"));
    cells.add(TerminalText.line(passage(hit), PASSAGE_CHARS_MAX));
    return cells;
  }

  /** The first passage that fits, as plain text; the content of a hit that has none. */
  private static String passage(JsonView hit) {
    List<JsonView> passages = hit.at("highlights").items();
    if (passages.isEmpty()) {
      return hit.text("content");
    }
    return passages
        .getFirst()
        .text()
        .replace("<em>", "")
        .replace("</em>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  private static String summary(JsonView answer, int shown) {
    JsonView total = answer.at("total");
    long found = total.at("value").integer();
    String silent =
        answer.at("partitions_missing").isPresent()
            ? "; partitions that did not answer: " + answer.at("partitions_missing")
            : "";
    if (shown == 0) {
      return (found == 0 ? "nothing was found" : "no more hits") + silent;
    }
    boolean exact = total.text("relation").equals("eq");
    return String.format(
        Locale.ROOT,
        "%,d of %s%,d hits, %s ms%s",
        shown,
        exact ? "" : "at least ",
        found,
        answer.text("took_ms"),
        silent);
  }
}
