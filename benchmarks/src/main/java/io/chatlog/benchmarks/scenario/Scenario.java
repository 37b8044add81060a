package io.chatlog.benchmarks.scenario;

import io.chatlog.benchmarks.report.Sheet;
import java.util.List;

/** Something to measure. */
public interface Scenario {
  /** What it is asked for by. */
  String name();

  /** What it measures, in a line. */
  String about();

  /** Measures it. */
  List<Sheet> run(Lab lab);
}
