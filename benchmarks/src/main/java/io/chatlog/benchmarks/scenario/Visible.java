package io.chatlog.benchmarks.scenario;

import io.chatlog.benchmarks.load.HttpConnection;
import io.chatlog.benchmarks.load.HttpConnection.Reply;
import io.chatlog.benchmarks.load.LoadResult;
import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.report.Sheet;
import io.chatlog.benchmarks.system.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/**
 * How long it takes until a message that was accepted is seen by a read, a count and a search that
 * name its position, while others write.
 */
final class Visible implements Scenario {
  private static final int PER_SECOND = 1_000;
  private static final int CLIENTS = 16;
  private static final int REQUESTS = 4_000;
  private static final List<String> KINDS = List.of("messages?last=1", "stats", "search");
  private static final long MICROS_MAX = 60_000_000;

  @Override
  public String name() {
    return "visible";
  }

  @Override
  public String about() {
    return "accepted until seen by position, while "
        + PER_SECOND
        + " messages a second are written";
  }

  @Override
  public List<Sheet> run(Lab lab) {
    Sheet sheet = new Sheet(about());
    sheet.headline(
        "read p50 ms",
        "read p99 ms",
        "stats p50 ms",
        "stats p99 ms",
        "search p50 ms",
        "search p99 ms");
    List<Request> load = lab.workload().singles(REQUESTS, true);
    List<Subject> subjects = lab.subjects(sheet, "chatlog", "split");
    for (Subject subject : subjects) {
      lab.prepareSessions(subject);
      lab.warm(subject, "visible", time -> round(lab, new Sheet(about()), subject, load, time));
    }
    for (int round = 0; round < lab.plan().rounds(); round++) {
      for (Subject subject : subjects) {
        round(lab, sheet, subject, load, lab.plan().length().multipliedBy(KINDS.size()));
      }
    }
    sheet.note(
        "One client posts a message with respond-async, then reads with its position; the time is"
            + " that of both together.");
    return List.of(sheet);
  }

  private static void round(
      Lab lab, Sheet sheet, Subject subject, List<Request> load, Duration length) {
    CompletableFuture<LoadResult> others =
        CompletableFuture.supplyAsync(
            () -> lab.load().open(subject.writes(), CLIENTS, PER_SECOND, load, length));
    for (String kind : KINDS) {
      Histogram seen = look(subject, load, kind, length.dividedBy(KINDS.size()));
      String what = kind.equals("messages?last=1") ? "read" : kind;
      sheet.add(subject.name(), what + " p50 ms", seen.getValueAtPercentile(50) / 1e3);
      sheet.add(subject.name(), what + " p99 ms", seen.getValueAtPercentile(99) / 1e3);
    }
    LoadResult written = others.join();
    sheet.add(subject.name(), "messages/s beside", written.perSecond());
    Lab.failures(sheet, subject.name(), written);
  }

  private static Histogram look(Subject subject, List<Request> load, String kind, Duration length) {
    Histogram seen = new Histogram(MICROS_MAX, 3);
    long end = System.nanoTime() + length.toNanos();
    try (HttpConnection writes = new HttpConnection(subject.writes());
        HttpConnection reads = new HttpConnection(subject.reads())) {
      for (int at = 0; System.nanoTime() < end; at++) {
        Request write = load.get(at % load.size());
        long began = System.nanoTime();
        Reply accepted = writes.send(write);
        if (accepted.position() == null) {
          throw new IllegalStateException(accepted.status() + " " + accepted.text());
        }
        Reply read = reads.send(Request.get(target(write, kind), accepted.position()));
        if (read.status() != 200) {
          throw new IllegalStateException(read.status() + " " + read.text());
        }
        seen.recordValue(Math.min(MICROS_MAX, (System.nanoTime() - began) / 1_000));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seen;
  }

  private static String target(Request write, String kind) {
    String session = write.target().substring(0, write.target().lastIndexOf('/'));
    return kind.equals("search")
        ? session.substring(0, session.indexOf("/sessions/")) + "/search?q=would&limit=5"
        : session + "/" + kind;
  }
}
