package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.JsonView;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Says what came of an import. */
final class ImportSummary {
  private static final int EXAMPLES_MAX = 5;

  private ImportSummary() {}

  static void print(JsonView result, PrintWriter out) {
    out.printf(
        "%s for user %s%s%n",
        TerminalText.line(result.text("format")),
        TerminalText.line(result.text("user_id")),
        result.text("user_created").equals("true") ? ", who is new" : "");
    counts("imported", result.at("imported"), out);
    counts("duplicate", result.at("duplicates"), out);
    List<JsonView> skipped = result.at("skipped").items();
    out.printf(
        Locale.ROOT,
        "  %-10s%,10d%n",
        "skipped",
        skipped.stream().mapToLong(reason -> reason.at("count").integer()).sum());
    for (JsonView reason : skipped) {
      out.printf(
          Locale.ROOT,
          "    %,10d  %s%n",
          reason.at("count").integer(),
          TerminalText.line(reason.text("reason")));
      reason.at("examples").items().stream()
          .limit(EXAMPLES_MAX)
          .forEach(message -> out.printf("%18s%s%n", "", TerminalText.line(place(message))));
    }
    failed(result, out);
    JsonView stopped = result.at("stopped");
    if (stopped.isPresent()) {
      out.printf(
          Locale.ROOT,
          "  stopped: %s: %s; %,d are undecided%s%n",
          TerminalText.line(stopped.text("code")),
          TerminalText.line(stopped.text("detail")),
          result.at("undecided").integer(),
          stopped.text("retryable").equals("true") ? "; run the command again to go on" : "");
    }
    out.flush();
  }

  private static void counts(String what, JsonView counts, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "  %-10s%,10d sessions %,10d messages%n",
        what,
        counts.at("sessions").integer(),
        counts.at("messages").integer());
  }

  private static void failed(JsonView result, PrintWriter out) {
    long count = result.at("failed_count").integer();
    out.printf(Locale.ROOT, "  %-10s%,10d%n", "failed", count);
    List<JsonView> told = result.at("failed").items();
    for (JsonView failed : told) {
      out.printf(
          "    %s: %s: %s%n",
          TerminalText.line(place(failed)),
          TerminalText.line(failed.text("code")),
          TerminalText.line(failed.text("detail")));
    }
    if (count > told.size()) {
      out.printf(Locale.ROOT, "    … and %,d more%n", count - told.size());
    }
  }

  private static String place(JsonView failed) {
    if (!failed.text("where").isEmpty()) {
      return failed.text("where");
    }
    String message = failed.text("message_id");
    return "session "
        + failed.text("session_id")
        + (message.isEmpty() ? "" : ", message " + message);
  }
}
