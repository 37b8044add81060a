package io.chatlog.http.operations;

import java.util.ArrayList;
import java.util.List;

/** Ready when each of several is; the first that is not hides those behind it, unasked. */
public record Together(List<Readiness> all) implements Readiness {
  public Together {
    all = List.copyOf(all);
  }

  @Override
  public Report report() {
    List<Part> parts = new ArrayList<>();
    for (Readiness each : all) {
      Report report = each.report();
      parts.addAll(report.parts());
      if (!report.ready()) {
        break;
      }
    }
    return new Report(parts);
  }
}
