package io.chatlog.benchmarks.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chatlog.benchmarks.load.HttpConnection;
import io.chatlog.benchmarks.load.HttpConnection.Reply;
import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.load.Vectors;
import io.chatlog.benchmarks.load.Workload;
import io.chatlog.benchmarks.system.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** How many of the ten nearest to a vector a system finds, beside those that all products tell. */
final class Recall {
  private static final int NEAREST = 10;
  private static final int QUESTIONS = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Recall() {}

  private record Near(String content, double cosine) {}

  /**
   * Of those questions that {@link Workload#nearest} begins with, 0..1.
   *
   * @param few whether only what few messages are is searched
   */
  static double of(Lab lab, Subject subject, boolean few) {
    List<List<String>> nearest = lab.nearest(few);
    List<Request> requests = lab.workload().nearest(nearest.size(), few);
    long found = 0;
    try (HttpConnection connection = new HttpConnection(subject.reads())) {
      for (int at = 0; at < requests.size(); at++) {
        Reply reply = connection.send(requests.get(at));
        JsonNode items = JSON.readTree(reply.body()).path("items");
        List<String> contents =
            IntStream.range(0, items.size())
                .mapToObj(item -> items.get(item).path("content").asText())
                .toList();
        found += nearest.get(at).stream().filter(contents::contains).count();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found / (double) nearest.stream().mapToInt(List::size).sum();
  }

  /** The contents of the nearest, by all products. */
  static List<List<String>> nearest(Vectors vectors, int messages, boolean few) {
    List<float[]> wanted = IntStream.range(0, QUESTIONS).mapToObj(vectors::ofQuestion).toList();
    Comparator<Near> order = Comparator.comparingDouble(Near::cosine);
    List<PriorityQueue<Near>> best =
        wanted.stream().map(each -> new PriorityQueue<>(NEAREST + 1, order)).toList();
    for (int number = 0; number < messages; number++) {
      if (few && !Workload.isOfFew(number)) {
        continue;
      }
      float[] vector = vectors.ofMessage(number);
      String content = Workload.contentOfVector(number);
      for (int at = 0; at < QUESTIONS; at++) {
        PriorityQueue<Near> queue = best.get(at);
        queue.add(new Near(content, Vectors.cosine(wanted.get(at), vector)));
        if (queue.size() > NEAREST) {
          queue.poll();
        }
      }
    }
    return best.stream().map(queue -> queue.stream().map(Near::content).toList()).toList();
  }
}
