package io.chatlog.benchmarks.scenario;

import io.chatlog.benchmarks.load.LoadResult;
import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.report.Sheet;
import io.chatlog.benchmarks.system.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;

/**
 * Questions to a store that is full: by two clients with nothing else going on, and by one while
 * 1,000 messages a second are written. What the writes cost alone is measured first, and taken off.
 */
final class ReadLoad implements Scenario {
  private static final int CLIENTS = 2;
  private static final int CLIENTS_BESIDE_WRITES = 1;
  private static final int WRITERS = 4;
  private static final int WRITES_PER_SECOND = 100;
  private static final int WRITTEN_BATCH = 10;
  private static final int WRITTEN_REQUESTS = 2_000;
  private static final Cost NOTHING = new Cost(0, 0, 1);
  private static final String NOTE =
      "Two clients, one after the other each, and nothing else; writing: one client, while 100"
          + " batches of 10 messages a second are written and decided, whose own CPU is taken off.";

  private final String name;
  private final String about;
  private final boolean vectors;
  private final List<Question> questions;

  private ReadLoad(String name, String about, boolean vectors, List<Question> questions) {
    this.name = name;
    this.about = about;
    this.vectors = vectors;
    this.questions = questions;
  }

  static ReadLoad lists() {
    return new ReadLoad("reads", "lists and statistics", false, Question.lists());
  }

  static ReadLoad statistics() {
    return new ReadLoad("statistics", "statistics over all users", false, Question.statistics());
  }

  static ReadLoad searches() {
    return new ReadLoad(
        "search",
        "two words, best 20 with highlights",
        false,
        List.of(Question.userSearch(true), Question.search(true)));
  }

  static ReadLoad vectors() {
    return new ReadLoad("vectors", "the nearest to a vector", true, Question.vectors());
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
    List<Sheet> sheets = new ArrayList<>();
    List<Request> writes = lab.workload().batches(WRITTEN_REQUESTS, WRITTEN_BATCH, false);
    for (Question question : questions) {
      Sheet sheet =
          new Sheet(
              question.name()
                  + ", "
                  + lab.plan().messages()
                  + " messages held"
                  + (vectors ? ", " + lab.vectors() + " more with a vector" : ""));
      sheet.headline(
          "CPU µs/request",
          "p50 ms",
          "p95 ms",
          "p99 ms",
          "p50 ms, writing",
          "p95 ms, writing",
          "p99 ms, writing",
          "CPU µs/request, writing");
      List<Subject> subjects = subjects(lab, sheet);
      List<Request> requests = question.requests().apply(lab);
      Map<String, Cost> costOfWrites = new HashMap<>();
      for (Subject subject : subjects) {
        prepare(lab, subject);
        Answers.check(subject, requests, question.leastShare());
        lab.warm(subject, question.name(), length -> ask(lab, subject, requests, CLIENTS, length));
        costOfWrites.put(subject.name(), costOf(lab, subject, writes));
        ToDoubleBiFunction<Lab, Subject> recall = question.recall();
        if (recall != null) {
          sheet.add(subject.name(), "recall@10", recall.applyAsDouble(lab, subject));
        }
      }
      for (int round = 0; round < lab.plan().rounds(); round++) {
        for (Subject subject : subjects) {
          Duration length = lab.plan().length();
          lab.measure(sheet, subject, () -> ask(lab, subject, requests, CLIENTS, length));
          writing(
              lab,
              sheet,
              subject,
              writes,
              () -> ask(lab, subject, requests, CLIENTS_BESIDE_WRITES, length),
              costOfWrites.getOrDefault(subject.name(), NOTHING));
        }
      }
      sheet.note(NOTE);
      sheets.add(sheet);
    }
    return sheets;
  }

  private List<Subject> subjects(Lab lab, Sheet sheet) {
    return vectors
        ? lab.subjects(sheet, "chatlog", "split", "graph")
        : lab.subjects(sheet, "chatlog", "split", "postgres");
  }

  private void prepare(Lab lab, Subject subject) {
    if (vectors) {
      lab.fillVectors(subject);
    } else {
      lab.fill(subject);
    }
  }

  private static LoadResult ask(
      Lab lab, Subject subject, List<Request> requests, int clients, Duration length) {
    return lab.load().closed(subject.reads(), clients, requests, length);
  }

  private static LoadResult write(Lab lab, Subject subject, List<Request> writes, Duration length) {
    return lab.load().open(subject.writes(), WRITERS, WRITES_PER_SECOND, writes, length);
  }

  /** What a system takes for the writes alone. */
  private static Cost costOf(Lab lab, Subject subject, List<Request> writes) {
    lab.warm(subject, "writes", length -> write(lab, subject, writes, length));
    Cost before = lab.cost(subject);
    write(lab, subject, writes, lab.plan().length());
    return lab.cost(subject).since(before);
  }

  private static void writing(
      Lab lab,
      Sheet sheet,
      Subject subject,
      List<Request> writes,
      Supplier<LoadResult> asking,
      Cost costOfWrites) {
    String name = subject.name();
    CompletableFuture<LoadResult> others =
        CompletableFuture.supplyAsync(() -> write(lab, subject, writes, lab.plan().length()));
    Cost before = lab.cost(subject);
    LoadResult result = asking.get();
    Cost cost = lab.cost(subject).since(before).without(costOfWrites);
    sheet.add(name, "p50 ms, writing", result.millis(50));
    sheet.add(name, "p95 ms, writing", result.millis(95));
    sheet.add(name, "p99 ms, writing", result.millis(99));
    sheet.add(
        name,
        "CPU µs/request, writing",
        cost.cpuMicros() / (double) Math.max(1, result.successes()));
    Lab.failures(sheet, name, result);
    Lab.failures(sheet, name, others.join());
  }
}
