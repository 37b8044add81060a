package io.chatlog.benchmarks.scenario;

import io.chatlog.benchmarks.load.LoadResult;
import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.measure.Processes;
import io.chatlog.benchmarks.report.Sheet;
import io.chatlog.benchmarks.system.BareSubject;
import io.chatlog.benchmarks.system.ChatlogSubject;
import io.chatlog.benchmarks.system.RawProducer;
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
  private final boolean raw;
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
    this.raw = name.startsWith("batch");
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
    sheet.headline("messages/s", "CPU µs/message", "p50 ms", "p99 ms");
    List<Request> load = requests.apply(lab, async);
    List<Subject> subjects = lab.subjects(sheet, SYSTEMS).stream().filter(this::suits).toList();
    for (Subject subject : subjects) {
      lab.prepareSessions(subject);
      lab.warm(subject, name, length -> sample(lab, subject, load, length));
      subject.awaitDone();
    }
    for (int round = 0; round < lab.plan().rounds(); round++) {
      for (Subject subject : subjects) {
        pause(subject, true);
        lab.measure(sheet, subject, () -> sample(lab, subject, load, lab.plan().length()));
        pause(subject, false);
        sheet.add(subject.name(), "RSS MB", Processes.residentBytes(subject.pids()) / MEBIBYTE);
        subject.awaitDone();
        if (raw && subject instanceof BareSubject bare && !bare.bootstrap().isEmpty()) {
          for (String compression : new String[] {"zstd", "none"}) {
            produce(lab, sheet, bare, compression, load, round == 0);
          }
        }
      }
    }
    sheet.note(
        "chatlog split: the processor stands still while this is measured, and decides afterwards;"
            + " PostgreSQL answers when it has committed. raw producer: no HTTP; its CPU is that of"
            + " the producer and the broker.");
    return List.of(sheet);
  }

  /** What a producer alone brings to the broker. */
  private static void produce(
      Lab lab,
      Sheet sheet,
      BareSubject bare,
      String compression,
      List<Request> load,
      boolean cold) {
    if (cold) {
      RawProducer.send(bare.bootstrap(), compression, load, lab.plan().warmUp().dividedBy(4));
    }
    long broker = Processes.cpuMicros(bare.brokerPids());
    LoadResult result = RawProducer.send(bare.bootstrap(), compression, load, lab.plan().length());
    long cpu =
        Processes.cpuMicros(bare.brokerPids()) - broker + result.clientCpu().toNanos() / 1_000;
    String name = "raw producer, " + compression;
    sheet.add(name, "messages/s", result.perSecond());
    sheet.add(name, "CPU µs/message", cpu / (double) Math.max(1, result.messages()));
    sheet.add(name, "p50 ms", result.millis(50));
    sheet.add(name, "p99 ms", result.millis(99));
    Lab.failures(sheet, name, result);
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
