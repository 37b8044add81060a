package io.chatlog.standalone.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * One line that says how far something is: redrawn on a terminal, and printed every few seconds
 * anywhere else. Not thread-safe.
 */
final class ProgressLine {
  private static final int BAR_WIDTH = 30;
  private static final long LINE_EVERY_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long REDRAW_NANOS = Duration.ofMillis(200).toNanos();

  private final PrintWriter out;
  private final boolean terminal;
  private long drawnNanos = System.nanoTime();
  private boolean drawn;

  private ProgressLine(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @SuppressWarnings("SystemConsoleNull") // which JDK returns null here has changed twice
  static ProgressLine to(PrintWriter out) {
    Console console = System.console();
    return new ProgressLine(out, console != null && console.isTerminal());
  }

  /** Says how far it is, if it was not said just now. */
  void at(String phase, long done, long total) {
    long now = System.nanoTime();
    if (now - drawnNanos < (terminal ? REDRAW_NANOS : LINE_EVERY_NANOS)) {
      return;
    }
    drawnNanos = now;
    if (terminal) {
      out.print("\r" + line(phase, done, total) + "\033[K");
      drawn = true;
    } else {
      out.println(line(phase, done, total));
    }
    out.flush();
  }

  /** Takes a line that is redrawn away. */
  void end() {
    if (drawn) {
      out.print("\r\033[K");
      out.flush();
    }
  }

  /** The line; with a bar where the total is known, which is not negative. */
  static String line(String phase, long done, long total) {
    if (total <= 0) {
      return String.format(Locale.ROOT, "  %s  %,d", phase, done);
    }
    double part = Math.min(1.0, (double) done / total);
    int filled = (int) Math.round(part * BAR_WIDTH);
    String bar = "#".repeat(filled) + "-".repeat(BAR_WIDTH - filled);
    return String.format(
        Locale.ROOT, "  [%s] %3.0f %%  %s  %,d of %,d", bar, part * 100, phase, done, total);
  }
}
