package io.chatlog.benchmarks.scenario;

import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.report.Sheet;
import io.chatlog.benchmarks.system.ChatlogSubject;
import io.chatlog.benchmarks.system.Subject;
import io.chatlog.processor.search.SameIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A search over HTTP beside the same words asked of the same index by Lucene alone, in this
 * process, on one thread.
 */
final class SearchBesideLucene implements Scenario {
  private static final int CLIENTS = 2;
  private static final long MICROS_MAX = 60_000_000;
  private static final String LUCENE = "Lucene alone";

  @Override
  public String name() {
    return "search-lucene";
  }

  @Override
  public String about() {
    return "search beside Lucene alone on the same index";
  }

  @Override
  public List<Sheet> run(Lab lab) {
    List<Sheet> sheets = new ArrayList<>();
    for (boolean all : new boolean[] {false, true}) {
      Sheet sheet = new Sheet((all ? "all users, " : "one user, ") + about());
      sheet.headline("CPU µs/request");
      for (Subject subject : lab.subjects(sheet, "chatlog")) {
        lab.fill(subject);
        measure(lab, sheet, (ChatlogSubject) subject, all);
      }
      sheet.note(
          LUCENE
              + ": the words and the owner as one query for the best 20, nothing read of them, as"
              + " the index was last committed.");
      sheets.add(sheet);
    }
    return sheets;
  }

  private static void measure(Lab lab, Sheet sheet, ChatlogSubject chatlog, boolean all) {
    for (boolean highlight : new boolean[] {false, true}) {
      Question question = all ? Question.search(highlight) : Question.userSearch(highlight);
      List<Request> requests = question.requests().apply(lab);
      String name = highlight ? "chatlog, with highlights" : "chatlog";
      lab.warm(
          chatlog,
          question.name() + highlight,
          time -> lab.load().closed(chatlog.reads(), CLIENTS, requests, time));
      if (!highlight) {
        lucene(chatlog, requests, new Sheet(""), lab.plan().warmUp().dividedBy(4));
      }
      for (int round = 0; round < lab.plan().rounds(); round++) {
        if (!highlight) {
          lucene(chatlog, requests, sheet, lab.plan().length());
        }
        Cost before = lab.cost(chatlog);
        var result = lab.load().closed(chatlog.reads(), CLIENTS, requests, lab.plan().length());
        Lab.add(sheet, name, result, lab.cost(chatlog).since(before));
      }
    }
  }

  private static void lucene(
      ChatlogSubject chatlog, List<Request> requests, Sheet sheet, Duration length) {
    List<Words> words = requests.stream().map(Words::of).toList();
    Histogram latencies = new Histogram(MICROS_MAX, 3);
    try (SameIndex index = new SameIndex(chatlog.indexes())) {
      long cpu = cpuNanos();
      long began = System.nanoTime();
      long end = began + length.toNanos();
      for (int at = 0; System.nanoTime() < end; at++) {
        Words asked = words.get(at % words.size());
        long from = System.nanoTime();
        index.search(asked.user(), asked.query());
        latencies.recordValue(Math.min(MICROS_MAX, (System.nanoTime() - from) / 1_000));
      }
      double done = latencies.getTotalCount();
      sheet.add(LUCENE, "requests/s", done / ((System.nanoTime() - began) / 1e9));
      sheet.add(LUCENE, "CPU µs/request", (cpuNanos() - cpu) / 1e3 / done);
      sheet.add(LUCENE, "p50 ms", latencies.getValueAtPercentile(50) / 1e3);
      sheet.add(LUCENE, "p95 ms", latencies.getValueAtPercentile(95) / 1e3);
      sheet.add(LUCENE, "p99 ms", latencies.getValueAtPercentile(99) / 1e3);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** What a request asks for. */
  record Words(@Nullable String user, String query) {
    static Words of(Request request) {
      String target = request.target();
      String query = target.substring(target.indexOf("&q=") + 3);
      String[] path = target.split("/");
      return new Words(
          path[2].equals("users") ? path[3] : null,
          URLDecoder.decode(query, StandardCharsets.UTF_8));
    }
  }
}
