package io.chatlog.standalone.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table as a person reads it: columns as wide as what is in them, numbers to the right. Its cells
 * are made harmless for the terminal. Not thread-safe.
 */
final class TextTable {
  private static final String BETWEEN = "  ";

  private final List<String> head;
  private final boolean[] right;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these columns; those whose name begins with {@code >} are of numbers. */
  TextTable(String... columns) {
    this.head = List.of(columns).stream().map(name -> name.replaceFirst("^>", "")).toList();
    this.right = new boolean[columns.length];
    for (int i = 0; i < columns.length; i++) {
      right[i] = columns[i].startsWith(">");
    }
  }

  /** Adds a row of as many cells as there are columns. */
  void row(List<String> cells) {
    if (cells.size() != head.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + head.size() + " columns");
    }
    rows.add(cells.stream().map(TerminalText::line).toList());
  }

  /** Prints it with its head, in capitals. */
  void print(PrintWriter out) {
    List<List<String>> all = new ArrayList<>();
    all.add(head.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
    all.addAll(rows);
    print(all, out);
  }

  /** Prints it without its head. */
  void printRows(PrintWriter out) {
    print(rows, out);
  }

  private void print(List<List<String>> all, PrintWriter out) {
    int[] widths = new int[head.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String gap = " ".repeat(widths[i] - width(row.get(i)));
        line.append(i == 0 ? "" : BETWEEN).append(right[i] ? gap + row.get(i) : row.get(i) + gap);
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }

  /** Columns of the terminal: letters of East Asia take two, marks on letters none. */
  static int width(String text) {
    return text.codePoints()
        .map(
            c ->
                switch (Character.getType(c)) {
                  case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
                  default -> isWide(c) ? 2 : 1;
                })
        .sum();
  }

  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115F)
        || (c >= 0x2E80 && c <= 0xA4CF)
        || (c >= 0xAC00 && c <= 0xD7A3)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFE30 && c <= 0xFE6F)
        || (c >= 0xFF00 && c <= 0xFF60)
        || (c >= 0xFFE0 && c <= 0xFFE6)
        || (c >= 0x1F300 && c <= 0x1FAFF)
        || (c >= 0x20000 && c <= 0x3FFFD);
  }
}
