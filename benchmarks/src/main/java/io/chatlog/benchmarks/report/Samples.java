package io.chatlog.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Several values of one figure. */
public final class Samples {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  /** The one in the middle. */
  public double median() {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** Median, and the range where there are several. */
  @Override
  public String toString() {
    return values.size() == 1
        ? shown(values.getFirst())
        : shown(median())
            + " ("
            + shown(Collections.min(values))
            + "–"
            + shown(Collections.max(values))
            + ")";
  }

  /** Three digits that count, at least. */
  static String shown(double value) {
    if (value >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.4f", value);
  }
}
