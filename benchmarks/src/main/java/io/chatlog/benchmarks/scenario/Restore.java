package io.chatlog.benchmarks.scenario;

import io.chatlog.benchmarks.report.Sheet;
import io.chatlog.benchmarks.system.ChatlogSubject;
import java.util.List;

/** State and index made anew from the log, after they were taken away. */
final class Restore implements Scenario {
  @Override
  public String name() {
    return "restore";
  }

  @Override
  public String about() {
    return "a start without state: rows from the changelog, the index from the rows";
  }

  @Override
  public List<Sheet> run(Lab lab) {
    Sheet sheet = new Sheet(about() + ", " + lab.plan().messages() + " messages");
    for (var subject : lab.subjects(sheet, "chatlog")) {
      lab.fill(subject);
      for (int round = 0; round < lab.plan().rounds(); round++) {
        double seconds = ((ChatlogSubject) subject).stopWipeAndStart().toNanos() / 1e9;
        sheet.add(subject.name(), "s", seconds);
        sheet.add(subject.name(), "messages/s", lab.plan().messages() / seconds);
      }
    }
    return List.of(sheet);
  }
}
