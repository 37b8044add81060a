package io.chatlog.benchmarks.scenario;

import java.util.List;

/** All that can be measured. */
public final class Scenarios {
  /**
   * In the order in which they run: reads come first, while each system holds as much as the
   * others; then what starts Chatlog anew, then what writes as much as it can.
   */
  public static final List<Scenario> ALL =
      List.of(
          ReadLoad.lists(),
          ReadLoad.statistics(),
          ReadLoad.searches(),
          new SearchBesideLucene(),
          new Visible(),
          new Paced(),
          ReadLoad.vectors(),
          new Restore(),
          new Start(),
          Ingest.singles(false, 64),
          Ingest.singles(true, 64),
          Ingest.batches(100, 8),
          Ingest.batches(1_000, 4),
          new Ranking(),
          new Sustained());

  private Scenarios() {}
}
