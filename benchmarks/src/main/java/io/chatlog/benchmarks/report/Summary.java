package io.chatlog.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What matters of all sheets in one table: a row for each of their headlines, medians of the
 * systems that are compared, and the ratios between them.
 */
public final class Summary {
  private static final String CHATLOG = "chatlog";
  private static final String SPLIT = "chatlog split";
  private static final String PRODUCER = "Javalin + producer";
  private static final String RAW = "raw producer, zstd";
  private static final String POSTGRES = "PostgreSQL";
  private static final String LUCENE = "Lucene alone";
  private static final List<String> SYSTEMS =
      List.of(CHATLOG, SPLIT, POSTGRES, PRODUCER, RAW, LUCENE);
  private static final List<Ratio> RATIOS =
      List.of(
          new Ratio("chatlog / PostgreSQL", CHATLOG, POSTGRES),
          new Ratio("split / producer", SPLIT, PRODUCER),
          new Ratio("split / raw producer", SPLIT, RAW),
          new Ratio("chatlog / Lucene", CHATLOG, LUCENE));

  private record Ratio(String name, String over, String under) {}

  private Summary() {}

  /** The table; nothing where no sheet has a headline. */
  public static String of(List<Sheet> sheets) {
    List<String> header = new ArrayList<>(List.of("what", "figure"));
    header.addAll(SYSTEMS);
    RATIOS.forEach(ratio -> header.add(ratio.name()));
    List<List<String>> rows = new ArrayList<>();
    for (Sheet sheet : sheets) {
      for (String figure : sheet.headlines()) {
        rows(sheet, figure, rows);
      }
    }
    return rows.isEmpty() ? "" : "\n## In short\n\n" + table(header, rows);
  }

  private static void rows(Sheet sheet, String figure, List<List<String>> rows) {
    Map<String, Map<String, Samples>> systems = sheet.systems();
    if (SYSTEMS.stream().anyMatch(systems::containsKey)) {
      List<String> row = new ArrayList<>(List.of(sheet.title(), figure));
      SYSTEMS.forEach(system -> row.add(shown(median(systems, system, figure))));
      RATIOS.forEach(
          ratio ->
              row.add(
                  ratio(
                      median(systems, ratio.over(), figure),
                      median(systems, ratio.under(), figure))));
      if (row.stream().skip(2).anyMatch(cell -> !cell.isEmpty())) {
        rows.add(row);
      }
      return;
    }
    // one system in several states
    for (String state : systems.keySet()) {
      List<String> row = new ArrayList<>(List.of(sheet.title() + ", " + state, figure));
      row.add(shown(median(systems, state, figure)));
      while (row.size() < 2 + SYSTEMS.size() + RATIOS.size()) {
        row.add("");
      }
      rows.add(row);
    }
  }

  /** Without the columns that nothing stands in. */
  private static String table(List<String> header, List<List<String>> rows) {
    StringBuilder text = new StringBuilder(4_000);
    List<Integer> columns = new ArrayList<>();
    for (int at = 0; at < header.size(); at++) {
      int column = at;
      if (rows.stream().anyMatch(row -> !row.get(column).isEmpty())) {
        columns.add(at);
      }
    }
    line(text, columns, header);
    text.append("|---".repeat(columns.size())).append("|\n");
    rows.forEach(row -> line(text, columns, row));
    return text.toString();
  }

  private static void line(StringBuilder text, List<Integer> columns, List<String> cells) {
    columns.forEach(at -> text.append("| ").append(cells.get(at)).append(' '));
    text.append("|\n");
  }

  private static @Nullable Double median(
      Map<String, Map<String, Samples>> systems, String system, String figure) {
    Samples samples = systems.getOrDefault(system, Map.of()).get(figure);
    return samples == null ? null : (Double) samples.median();
  }

  private static String shown(@Nullable Double value) {
    return value == null ? "" : Samples.shown(value);
  }

  private static String ratio(@Nullable Double over, @Nullable Double under) {
    return over == null || under == null || under == 0
        ? ""
        : String.format(Locale.ROOT, "**%.2f**", over / under);
  }
}
