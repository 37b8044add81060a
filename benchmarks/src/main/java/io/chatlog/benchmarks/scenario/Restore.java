package io.chatlog.benchmarks.scenario;

import io.chatlog.benchmarks.report.Sheet;
import io.chatlog.benchmarks.system.ChatlogSubject;
import io.chatlog.benchmarks.system.Subject;
import java.util.List;

/** State and index made anew from the log, after they were taken away. */
final class Restore implements Scenario {
  @Override
  public String name() {
    return "restore";
  }

  @Override
  public String about() {
    return "a start without state: rows from the changelog, the index from the rows, until a search"
        + " over all is answered";
  }

  @Override
  public List<Sheet> run(Lab lab) {
    Sheet sheet = new Sheet(about() + ", " + lab.plan().messages() + " messages and more");
    sheet.headline("messages/s", "s");
    for (Subject subject : lab.subjects(sheet, "chatlog")) {
      ChatlogSubject chatlog = (ChatlogSubject) subject;
      lab.fill(subject);
      lab.cold(subject);
      for (int round = 0; round < lab.plan().rounds(); round++) {
        long before = chatlog.messages();
        double seconds = chatlog.stopWipeAndStart().toNanos() / 1e9;
        long after = chatlog.messages();
        if (after != before) {
          throw new IllegalStateException(before + " messages before, " + after + " restored");
        }
        sheet.add(subject.name(), "messages", (double) before);
        sheet.add(subject.name(), "s", seconds);
        sheet.add(subject.name(), "messages/s", before / seconds);
      }
    }
    sheet.note("From the command on: the start of the JVM and of the broker is in it.");
    return List.of(sheet);
  }
}
