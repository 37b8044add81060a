package io.chatlog.standalone.cli;

import io.chatlog.standalone.load.Tally;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** Says what came of a load. */
final class LoadSummary {
  private LoadSummary() {}

  static void print(Tally.Counts counts, double seconds, boolean async, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%,d messages in %.1f s, %,.0f/s%n",
        counts.done(),
        seconds,
        counts.done() / seconds);
    out.printf(
        Locale.ROOT,
        "  accepted  %,10d%s%n",
        counts.accepted(),
        async ? "  (by the log; the decision was not waited for)" : "");
    out.printf(Locale.ROOT, "  duplicate %,10d%n", counts.duplicate());
    out.printf(Locale.ROOT, "  refused   %,10d%n", counts.refused());
    reasons(counts.refusedByCode(), out);
    if (counts.failed() > 0) {
      out.printf(Locale.ROOT, "  failed    %,10d%n", counts.failed());
      reasons(counts.failedByReason(), out);
    }
    for (Tally.RefusedLine line : counts.examples()) {
      out.printf("  line %d: %s: %s%n", line.number(), line.code(), line.detail());
    }
    if (counts.refused() > counts.examples().size()) {
      out.printf(Locale.ROOT, "  … and %,d more%n", counts.refused() - counts.examples().size());
    }
    out.flush();
  }

  private static void reasons(Map<String, Long> reasons, PrintWriter out) {
    reasons.forEach((reason, count) -> out.printf(Locale.ROOT, "    %,10d  %s%n", count, reason));
  }
}
