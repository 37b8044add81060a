package io.chatlog.benchmarks.scenario;

import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.report.Sheet;
import io.chatlog.benchmarks.system.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** Questions to a store that is full: with nothing else going on, and while others write. */
final class ReadLoad implements Scenario {
  private static final int CLIENTS = 2;
  private static final int REQUESTS = 2_000;
  private static final int WRITES_PER_SECOND = 10;
  private static final int WRITTEN_BATCH = 100;

  private final String name;
  private final String about;
  private final Map<String, BiFunction<Lab, Integer, List<Request>>> questions;

  private ReadLoad(
      String name, String about, Map<String, BiFunction<Lab, Integer, List<Request>>> questions) {
    this.name = name;
    this.about = about;
    this.questions = questions;
  }

  static ReadLoad lists() {
    Map<String, BiFunction<Lab, Integer, List<Request>>> all = new LinkedHashMap<>();
    all.put("latest 20 messages", (lab, many) -> lab.workload().latest(many));
    all.put("20 sessions of a user", (lab, many) -> lab.workload().lists(many));
    all.put("statistics of a session", (lab, many) -> lab.workload().sessionStats(many));
    all.put("statistics of a user", (lab, many) -> lab.workload().userStats(many));
    return new ReadLoad("reads", "lists and statistics", all);
  }

  static ReadLoad searches() {
    Map<String, BiFunction<Lab, Integer, List<Request>>> all = new LinkedHashMap<>();
    all.put("search of a user", (lab, many) -> lab.workload().userSearches(many));
    all.put("search over all users", (lab, many) -> lab.workload().searches(many));
    return new ReadLoad("search", "two words, best 20 with highlights", all);
  }

  static ReadLoad statistics() {
    Map<String, BiFunction<Lab, Integer, List<Request>>> all = new LinkedHashMap<>();
    all.put("daily, all users", (lab, many) -> List.of(Request.get("/v1/stats/daily")));
    all.put(
        "conversations, all users",
        (lab, many) -> List.of(Request.get("/v1/stats/conversations?days=30")));
    return new ReadLoad("statistics", "statistics over all users", all);
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
    for (boolean writing : new boolean[] {false, true}) {
      questions.forEach(
          (question, requests) -> {
            Sheet sheet =
                new Sheet(
                    question
                        + ", "
                        + lab.plan().messages()
                        + " messages held"
                        + (writing ? ", 1,000 a second written" : ""));
            ask(lab, sheet, requests.apply(lab, REQUESTS), writing);
            sheets.add(sheet);
          });
    }
    return sheets;
  }

  private static void ask(Lab lab, Sheet sheet, List<Request> requests, boolean writing) {
    List<Subject> subjects = lab.subjects(sheet, "chatlog", "split", "postgres");
    for (Subject subject : subjects) {
      lab.fill(subject);
      lab.load().closed(subject.reads(), CLIENTS, requests, lab.plan().warmUp());
    }
    for (int round = 0; round < lab.plan().rounds(); round++) {
      for (Subject subject : subjects) {
        Duration length = lab.plan().length();
        if (writing) {
          List<Request> writes = lab.workload().batches(100, WRITTEN_BATCH, false);
          CompletableFuture<?> others =
              CompletableFuture.supplyAsync(
                  () -> lab.load().open(subject.writes(), 2, WRITES_PER_SECOND, writes, length));
          Lab.latencies(
              sheet, subject.name(), lab.load().closed(subject.reads(), CLIENTS, requests, length));
          others.join();
        } else {
          lab.measure(
              sheet, subject, () -> lab.load().closed(subject.reads(), CLIENTS, requests, length));
        }
      }
    }
  }
}
