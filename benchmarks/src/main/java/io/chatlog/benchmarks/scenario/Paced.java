package io.chatlog.benchmarks.scenario;

import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.report.Sheet;
import io.chatlog.benchmarks.system.Subject;
import java.util.List;

/** How long an answer takes at a rate that a system takes easily. */
final class Paced implements Scenario {
  private static final int PER_SECOND = 500;
  private static final int CLIENTS = 32;
  private static final int REQUESTS = 4_000;

  @Override
  public String name() {
    return "paced";
  }

  @Override
  public String about() {
    return "single messages, answered when decided, " + PER_SECOND + " a second";
  }

  @Override
  public List<Sheet> run(Lab lab) {
    Sheet sheet = new Sheet(about());
    sheet.headline("CPU µs/message", "p50 ms", "p99 ms");
    List<Request> load = lab.workload().singles(REQUESTS, false);
    List<Subject> subjects = lab.subjects(sheet, "chatlog", "split", "postgres");
    for (Subject subject : subjects) {
      lab.prepareSessions(subject);
      lab.warm(
          subject,
          "singles at a rate",
          time -> lab.load().open(subject.writes(), CLIENTS, PER_SECOND, load, time));
    }
    for (int round = 0; round < lab.plan().rounds(); round++) {
      for (Subject subject : subjects) {
        lab.measure(
            sheet,
            subject,
            () ->
                lab.load().open(subject.writes(), CLIENTS, PER_SECOND, load, lab.plan().length()));
      }
    }
    return List.of(sheet);
  }
}
