package io.chatlog.standalone.cli;

import java.io.Console;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import picocli.CommandLine;

/**
 * Shows how far an import is, first the sending, then the writing: a bar that is redrawn on a
 * terminal, a line every few seconds anywhere else. Where the output is for programs, nothing is
 * shown but on a terminal, and there beside the output. Thread-safe.
 */
final class ImportBar implements AutoCloseable {
  private static final int BAR_WIDTH = 30;
  private static final long REDRAW_NANOS = Duration.ofMillis(200).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(5).toNanos();

  private final PrintWriter out;
  private final boolean terminal;
  private final boolean silent;
  private final OptionalLong totalBytes;
  private long drawnNanos = System.nanoTime();
  private long sentBytes;
  private boolean drawn;

  /**
   * @param forPrograms whether the output is for programs
   * @param totalBytes of what is sent, if known
   */
  @SuppressWarnings("SystemConsoleNull") // which JDK returns null here has changed twice
  ImportBar(CommandLine command, boolean forPrograms, OptionalLong totalBytes) {
    Console console = System.console();
    this.terminal = console != null && console.isTerminal();
    this.silent = forPrograms && !terminal;
    this.out = forPrograms ? command.getErr() : command.getOut();
    this.totalBytes = totalBytes;
  }

  /** The same bytes, counted as they are sent. */
  InputStream counting(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int read = super.read();
        sent(read < 0 ? 0 : 1);
        return read;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        sent(Math.max(0, read));
        return read;
      }
    };
  }

  private synchronized void sent(int bytes) {
    sentBytes += bytes;
    draw(line("sending", sentBytes, totalBytes, "bytes"), false);
  }

  /** So many messages are settled. */
  synchronized void written(long messages, long total) {
    draw(line("writing", messages, OptionalLong.of(total), "messages"), messages >= total);
  }

  private void draw(String line, boolean last) {
    long now = System.nanoTime();
    long every = terminal ? REDRAW_NANOS : LINE_NANOS;
    if (silent || (now - drawnNanos < every && !(last && drawn))) {
      return;
    }
    drawnNanos = now;
    drawn = true;
    if (terminal) {
      out.print("\r" + line + "\033[K");
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** The line for so much of something, with a bar where the whole is known. */
  static String line(String what, long done, OptionalLong total, String unit) {
    if (total.isEmpty() || total.getAsLong() <= 0) {
      return String.format(Locale.ROOT, "  %s: %,d %s", what, done, unit);
    }
    double part = Math.min(1.0, (double) done / total.getAsLong());
    int filled = (int) Math.round(part * BAR_WIDTH);
    String bar = "#".repeat(filled) + "-".repeat(BAR_WIDTH - filled);
    return String.format(
        Locale.ROOT, "  %s [%s] %3.0f %%  %,d %s", what, bar, part * 100, done, unit);
  }

  /** Leaves the line of the bar; a second call does nothing. */
  @Override
  public synchronized void close() {
    if (terminal && drawn) {
      out.println();
      out.flush();
    }
    drawn = false;
  }
}
