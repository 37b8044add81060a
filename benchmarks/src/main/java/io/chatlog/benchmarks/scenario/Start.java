package io.chatlog.benchmarks.scenario;

import io.chatlog.benchmarks.report.Sheet;
import io.chatlog.benchmarks.system.ChatlogSubject;
import java.time.Duration;
import java.util.List;

/** From the command to the first answer. */
final class Start implements Scenario {
  @Override
  public String name() {
    return "start";
  }

  @Override
  public String about() {
    return "start to first answer";
  }

  @Override
  public List<Sheet> run(Lab lab) {
    Sheet sheet = new Sheet(about());
    sheet.headline("s");
    for (int round = 0; round < lab.plan().rounds(); round++) {
      long began = System.nanoTime();
      lab.fresh("chatlog")
          .ifPresent(
              subject -> {
                try (subject) {
                  ((ChatlogSubject) subject).firstAnswer();
                  sheet.add("empty", "s", seconds(Duration.ofNanos(System.nanoTime() - began)));
                }
              });
    }
    for (var subject : lab.subjects(sheet, "chatlog")) {
      lab.fill(subject);
      lab.cold(subject);
      String held = ((ChatlogSubject) subject).messages() + " messages held, after kill -9";
      for (int round = 0; round < lab.plan().rounds(); round++) {
        sheet.add(held, "s", seconds(((ChatlogSubject) subject).killAndStart()));
      }
    }
    return List.of(sheet);
  }

  private static double seconds(Duration took) {
    return took.toNanos() / 1e9;
  }
}
