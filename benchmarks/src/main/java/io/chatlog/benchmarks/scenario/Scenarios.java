package io.chatlog.benchmarks.scenario;

import java.util.List;

/** All that can be measured. */
public final class Scenarios {
  /** In the order in which they run. */
  public static final List<Scenario> ALL =
      List.of(
          Ingest.batches(100, 8),
          Ingest.batches(1_000, 4),
          Ingest.singles(true, 64),
          Ingest.singles(false, 64),
          new Paced(),
          new Visible(),
          ReadLoad.lists(),
          ReadLoad.statistics(),
          ReadLoad.searches(),
          new Ranking(),
          new Sustained(),
          new Restore(),
          new Start());

  private Scenarios() {}
}
