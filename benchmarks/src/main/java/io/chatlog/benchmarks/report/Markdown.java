package io.chatlog.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sheets as Markdown: what matters of them all, then a table each, a row per system. Behind a
 * figure stands its ratio to the first system of the sheet.
 */
public final class Markdown {
  private Markdown() {}

  /**
   * All of a run.
   *
   * @param machine what it ran on, and how
   */
  public static String of(List<Sheet> sheets, String machine) {
    StringBuilder text = new StringBuilder("# What was measured\n\n").append(machine).append('\n');
    return text.append(Summary.of(sheets)).append(tables(sheets)).toString();
  }

  /** The tables alone. */
  public static String tables(List<Sheet> sheets) {
    StringBuilder text = new StringBuilder(10_000);
    for (Sheet sheet : sheets) {
      text.append("\n## ").append(sheet.title()).append("\n\n");
      table(sheet, text);
      for (String note : sheet.notes()) {
        text.append("\n").append(note).append("\n");
      }
    }
    return text.toString();
  }

  private static void table(Sheet sheet, StringBuilder text) {
    List<String> figures = sheet.figures();
    text.append("| system |");
    figures.forEach(figure -> text.append(' ').append(figure).append(" |"));
    text.append("\n|---|").append("---|".repeat(figures.size())).append('\n');
    Map<String, Samples> first = Map.of();
    for (Map.Entry<String, Map<String, Samples>> row : sheet.systems().entrySet()) {
      text.append("| ").append(row.getKey()).append(" |");
      for (String figure : figures) {
        text.append(' ').append(cell(row.getValue().get(figure), first.get(figure))).append(" |");
      }
      text.append('\n');
      if (first.isEmpty()) {
        first = row.getValue();
      }
    }
  }

  private static String cell(@Nullable Samples samples, @Nullable Samples first) {
    if (samples == null) {
      return "";
    }
    return first == null || first.median() == 0
        ? samples.toString()
        : samples + String.format(Locale.ROOT, " ×%.2f", samples.median() / first.median());
  }
}
