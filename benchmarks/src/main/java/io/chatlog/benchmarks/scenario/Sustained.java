package io.chatlog.benchmarks.scenario;

import io.chatlog.benchmarks.load.LoadResult;
import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.measure.Processes;
import io.chatlog.benchmarks.report.Sheet;
import io.chatlog.benchmarks.system.Subject;
import java.util.List;

/**
 * Many messages at once, into an empty store, until every one of them is decided, stored, counted
 * and searchable: in ten parts, so that it is seen whether a message costs more the more there are.
 */
final class Sustained implements Scenario {
  private static final int PARTS = 10;
  private static final int BATCH = 100;
  private static final int CLIENTS = 8;
  private static final double MEBIBYTE = 1 << 20;

  @Override
  public String name() {
    return "sustained";
  }

  @Override
  public String about() {
    return "everything done: NDJSON batches of " + BATCH + " into an empty store";
  }

  @Override
  public List<Sheet> run(Lab lab) {
    Sheet sheet = new Sheet(about() + ", " + lab.plan().messages() + " messages");
    for (String key : new String[] {"chatlog", "split", "postgres", "postgres-plain"}) {
      lab.fresh(key)
          .ifPresent(
              subject -> {
                try (subject) {
                  fill(lab, subject, sheet);
                }
              });
    }
    return List.of(sheet);
  }

  private static void fill(Lab lab, Subject subject, Sheet sheet) {
    int requests = lab.plan().messages() / BATCH / PARTS;
    List<Request> load = lab.workload().batches(requests, BATCH, true);
    String name = subject.name();
    long messages = 0;
    long nanos = 0;
    double first = 0;
    double last = 0;
    long begin = Processes.cpuMicros(subject.pids());
    for (int part = 0; part < PARTS; part++) {
      long cpu = Processes.cpuMicros(subject.pids());
      long began = System.nanoTime();
      LoadResult result = lab.load().all(subject.writes(), CLIENTS, load);
      subject.awaitDone();
      nanos += System.nanoTime() - began;
      last = (Processes.cpuMicros(subject.pids()) - cpu) / (double) result.messages();
      // the first part pays for the JVM that learns
      first = part == 1 ? last : first;
      messages += result.messages();
    }
    sheet.add(name, "messages/s", messages / (nanos / 1e9));
    sheet.add(
        name, "CPU µs/message", (Processes.cpuMicros(subject.pids()) - begin) / (double) messages);
    sheet.add(name, "CPU µs/message, 2nd tenth", first);
    sheet.add(name, "CPU µs/message, last tenth", last);
    sheet.add(name, "RSS MB", Processes.residentBytes(subject.pids()) / MEBIBYTE);
    double all = messages;
    subject
        .diskBytes()
        .forEach((part, bytes) -> sheet.add(name, part + " bytes/message", bytes / all));
  }
}
