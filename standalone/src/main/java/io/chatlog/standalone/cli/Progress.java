package io.chatlog.standalone.cli;

import io.chatlog.standalone.load.InputFile;
import io.chatlog.standalone.load.Tally;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Shows how far a load is: a bar that is redrawn on a terminal, a line every few seconds anywhere
 * else.
 */
final class Progress implements AutoCloseable {
  private static final int BAR_WIDTH = 30;
  private static final Duration REDRAW = Duration.ofMillis(200);
  private static final Duration LINE_EVERY = Duration.ofSeconds(5);

  private final InputFile input;
  private final Tally tally;
  private final PrintWriter out;
  private final boolean terminal;
  private final long begin = System.nanoTime();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("progress").unstarted(task));

  private Progress(InputFile input, Tally tally, PrintWriter out, boolean terminal) {
    this.input = input;
    this.tally = tally;
    this.out = out;
    this.terminal = terminal;
  }

  /** Shows progress until it is closed. */
  @SuppressWarnings("SystemConsoleNull") // which JDK returns null here has changed twice
  static Progress show(InputFile input, Tally tally, PrintWriter out) {
    Console console = System.console();
    boolean terminal = console != null && console.isTerminal();
    Progress progress = new Progress(input, tally, out, terminal);
    long every = (terminal ? REDRAW : LINE_EVERY).toMillis();
    ScheduledFuture<?> _ =
        progress.ticker.scheduleAtFixedRate(progress::draw, every, every, TimeUnit.MILLISECONDS);
    return progress;
  }

  /** Draws it for the last time, full. */
  void finish() {
    close();
    draw();
    if (terminal) {
      out.println();
      out.flush();
    }
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }

  private synchronized void draw() {
    Tally.Counts counts = tally.counts();
    double seconds = (System.nanoTime() - begin) / 1e9;
    String line = line(counts.done(), seconds, input.readBytes(), input.totalBytes());
    if (terminal) {
      out.print("\r" + line + "\033[K");
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** The line for so many messages settled after so many seconds, with a bar where one can be. */
  static String line(long done, double seconds, long readBytes, OptionalLong totalBytes) {
    String counts =
        String.format(Locale.ROOT, "%,d messages, %,.0f/s, %.0f s", done, done / seconds, seconds);
    if (totalBytes.isEmpty() || totalBytes.getAsLong() <= 0) {
      return "  " + counts;
    }
    double part = Math.min(1.0, (double) readBytes / totalBytes.getAsLong());
    int filled = (int) Math.round(part * BAR_WIDTH);
    String bar = "#".repeat(filled) + "-".repeat(BAR_WIDTH - filled);
    return String.format(Locale.ROOT, "  [%s] %3.0f %%  %s", bar, part * 100, counts);
  }
}
