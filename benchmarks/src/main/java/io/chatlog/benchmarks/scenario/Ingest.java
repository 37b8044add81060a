package io.chatlog.benchmarks.scenario;

import io.chatlog.benchmarks.load.LoadResult;
import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.measure.Processes;
import io.chatlog.benchmarks.report.Sheet;
import io.chatlog.benchmarks.system.ChatlogSubject;
import io.chatlog.benchmarks.system.Subject;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The most messages that a system takes. Chatlog is measured twice: whole, where what was taken is
 * decided and indexed beside it, and, split into roles, while its processor stands still: what
 * taking alone costs, to be compared with a bare producer.
 */
final class Ingest implements Scenario {
  private static final int REQUESTS = 400;
  private static final double MEBIBYTE = 1 << 20;
  private static final String[] SYSTEMS = {
    "chatlog", "split", "producer", "echo", "postgres", "postgres-plain"
  };

  private final String name;
  private final String about;
  private final int clients;
  private final boolean async;
  private final BiFunction<Lab, Boolean, List<Request>> requests;

  private Ingest(
      String name,
      String about,
      int clients,
      boolean async,
      BiFunction<Lab, Boolean, List<Request>> requests) {
    this.name = name;
    this.about = about;
    this.clients = clients;
    this.async = async;
    this.requests = requests;
  }

  static Ingest batches(int messages, int clients) {
    return new Ingest(
        "batch-" + messages,
        "NDJSON batches of " + messages + ", respond-async, " + clients + " connections",
        clients,
        true,
        (lab, async) -> lab.workload().batches(Math.max(20, 40_000 / messages), messages, async));
  }

  static Ingest singles(boolean async, int clients) {
    return new Ingest(
        async ? "single-async" : "single-sync",
        "single messages, "
            + (async ? "respond-async" : "answered when decided")
            + ", "
            + clients
            + " connections",
        clients,
        async,
        (lab, asynchronous) -> lab.workload().singles(REQUESTS * 10, asynchronous));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String about() {
    return about;
  }

  @Override
  public List<Sheet> run(Lab lab) {
    Sheet sheet = new Sheet(about);
    List<Request> load = requests.apply(lab, async);
    List<Subject> subjects = lab.subjects(sheet, SYSTEMS);
    for (Subject subject : subjects) {
      if (suits(subject)) {
        lab.prepareSessions(subject);
        sample(lab, subject, load, lab.plan().warmUp());
        subject.awaitDone();
      }
    }
    for (int round = 0; round < lab.plan().rounds(); round++) {
      for (Subject subject : subjects) {
        if (suits(subject)) {
          pause(subject, true);
          lab.measure(sheet, subject, () -> sample(lab, subject, load, lab.plan().length()));
          pause(subject, false);
          sheet.add(subject.name(), "RSS MB", Processes.residentBytes(subject.pids()) / MEBIBYTE);
          subject.awaitDone();
        }
      }
    }
    sheet.note(
        "chatlog split: the processor stands still while this is measured; PostgreSQL answers when"
            + " it has committed.");
    return List.of(sheet);
  }

  /** What is answered when it is decided needs somebody who decides. */
  private boolean suits(Subject subject) {
    return async || subject.can(Subject.Ability.SYNCHRONOUS);
  }

  private void pause(Subject subject, boolean paused) {
    if (async && subject instanceof ChatlogSubject chatlog) {
      chatlog.pauseProcessor(paused);
    }
  }

  private LoadResult sample(Lab lab, Subject subject, List<Request> load, Duration length) {
    return lab.load().closed(subject.writes(), clients, load, length);
  }
}
