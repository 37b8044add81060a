package io.chatlog.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One figure of a sheet as a picture: a bar per system, in SVG. */
public final class BarChart {
  private static final int WIDTH = 720;
  private static final int LABEL = 190;
  private static final int BAR = 26;
  private static final int GAP = 10;
  private static final int TOP = 46;
  private static final int VALUE = 110;

  private BarChart() {}

  /** The picture of a figure; empty bars where a system has no such figure. */
  public static String of(Sheet sheet, String figure) {
    Map<String, Double> bars = new LinkedHashMap<>();
    sheet
        .systems()
        .forEach(
            (system, figures) -> {
              Samples samples = figures.get(figure);
              bars.put(system, samples == null ? 0.0 : samples.median());
            });
    double most = bars.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    int height = TOP + bars.size() * (BAR + GAP) + GAP;
    StringBuilder svg = new StringBuilder(2_000);
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"13\">%n",
            WIDTH,
            height));
    svg.append(text(GAP, 20, "start", sheet.title()));
    svg.append(text(GAP, 37, "start", figure));
    int y = TOP;
    for (Map.Entry<String, Double> bar : bars.entrySet()) {
      double length = most == 0 ? 0 : bar.getValue() / most * (WIDTH - LABEL - VALUE);
      svg.append(text(LABEL - GAP, y + 18, "end", bar.getKey()));
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
              LABEL,
              y,
              length,
              BAR,
              bar.getKey().startsWith("chatlog") ? "#2f6fab" : "#9aa5b1"));
      svg.append(
          text(LABEL + (int) length + GAP / 2, y + 18, "start", Samples.shown(bar.getValue())));
      y += BAR + GAP;
    }
    return svg.append("</svg>\n").toString();
  }

  private static String text(int x, int y, String anchor, String content) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
        x,
        y,
        anchor,
        content.replace("&", "&amp;").replace("<", "&lt;"));
  }
}
