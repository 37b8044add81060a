package io.chatlog.benchmarks.scenario;

import io.chatlog.benchmarks.load.LoadResult;
import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.measure.Processes;
import io.chatlog.benchmarks.report.Sheet;
import io.chatlog.benchmarks.system.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Many messages at once until every one of them is decided, stored, counted and searchable: in ten
 * parts, so that it is seen whether a message costs more the more there are. The JVM learns from
 * messages before them, which stay, and are not counted.
 */
final class Sustained implements Scenario {
  private static final int PARTS = 10;
  private static final int BATCH = 100;
  private static final int CLIENTS = 8;
  private static final double MEBIBYTE = 1 << 20;

  /** Requests of a part that differ; behind them they begin again. Bounds what the client holds. */
  private static final int DIFFERENT_MAX = 1_000;

  @Override
  public String name() {
    return "sustained";
  }

  @Override
  public String about() {
    return "everything done: NDJSON batches of " + BATCH + " until all is searchable";
  }

  @Override
  public List<Sheet> run(Lab lab) {
    lab.stopAll();
    String messages = ", " + lab.plan().messages() + " messages";
    Sheet all = new Sheet(about() + messages);
    all.headline("messages/s", "CPU µs/message", "bytes/message, all parts");
    Sheet rates = new Sheet("everything done, by tenth: messages/s" + messages);
    Sheet costs = new Sheet("everything done, by tenth: CPU µs/message" + messages);
    for (String key : new String[] {"chatlog", "split", "postgres", "postgres-plain"}) {
      lab.fresh(key)
          .ifPresent(
              subject -> {
                try (subject) {
                  fill(lab, subject, all, rates, costs);
                }
              });
    }
    all.note(
        "Bytes on disk: after POST /v1/admin/optimize; all parts are all but PostgreSQL's WAL,"
            + " whose files are used again. The feed holds the last seven days only.");
    return List.of(all, rates, costs);
  }

  private static void fill(Lab lab, Subject subject, Sheet all, Sheet rates, Sheet costs) {
    long before = warmUp(lab, subject, all);
    String name = subject.name();
    long requests = Math.max(1, lab.plan().messages() / BATCH / PARTS);
    Cost begin = lab.cost(subject);
    long messages = 0;
    long nanos = 0;
    long cpuMicros = 0;
    double clientCpu = 0;
    for (int part = 1; part <= PARTS; part++) {
      int different = (int) Math.min(requests, DIFFERENT_MAX);
      List<Request> load = lab.workload().batches(different, BATCH, true, part);
      Cost partBegin = lab.cost(subject);
      LoadResult result = lab.load().times(subject.writes(), CLIENTS, load, requests);
      subject.awaitDone();
      Cost cost = lab.cost(subject).since(partBegin);
      Lab.failures(all, name, result);
      double done = Math.max(1, result.messages());
      rates.add(name, part + "/" + PARTS, done / (cost.nanos() / 1e9));
      costs.add(name, part + "/" + PARTS, cost.cpuMicros() / done);
      messages += result.messages();
      nanos += cost.nanos();
      cpuMicros += cost.cpuMicros();
      clientCpu += result.clientCpuMicros() / PARTS;
    }
    double done = Math.max(1, messages);
    all.add(name, "messages/s", done / (nanos / 1e9));
    all.add(name, "CPU µs/message", cpuMicros / done);
    double allocated = lab.cost(subject).since(begin).allocatedBytes();
    if (allocated > 0) {
      all.add(name, "KB allocated/message", allocated / 1e3 / done);
    }
    all.add(name, "client CPU µs/request", clientCpu);
    all.add(name, "RSS MB", Processes.residentBytes(subject.pids()) / MEBIBYTE);
    disk(subject, all, before + messages);
  }

  /** How many messages were written meanwhile; says what they cost. */
  private static long warmUp(Lab lab, Subject subject, Sheet sheet) {
    List<Request> load = lab.workload().batches(DIFFERENT_MAX, BATCH, true);
    Cost begin = lab.cost(subject);
    LoadResult result = lab.load().closed(subject.writes(), CLIENTS, load, lab.plan().warmUp());
    subject.awaitDone();
    Cost cost = lab.cost(subject).since(begin);
    sheet.note(
        String.format(
            Locale.ROOT,
            "%s: %,d messages were written before, at %.0f µs of CPU each, while its JVMs were"
                + " cold; they are not in the table.",
            subject.name(),
            result.messages(),
            cost.cpuMicros() / (double) Math.max(1, result.messages())));
    return result.messages();
  }

  private static void disk(Subject subject, Sheet sheet, long messages) {
    subject.compact();
    double sum = 0;
    Map<String, Long> parts = subject.diskBytes();
    for (Map.Entry<String, Long> part : parts.entrySet()) {
      sheet.add(
          subject.name(), part.getKey() + " bytes/message", part.getValue() / (double) messages);
      sum += part.getKey().equals("WAL") ? 0 : part.getValue();
    }
    sheet.add(subject.name(), "bytes/message, all parts", sum / messages);
    sheet.add(
        subject.name(),
        "bytes/message, all parts but the feed",
        (sum - parts.getOrDefault("feed", 0L)) / messages);
  }
}
