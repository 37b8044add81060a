package io.chatlog.benchmarks.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chatlog.benchmarks.load.HttpConnection;
import io.chatlog.benchmarks.load.HttpConnection.Reply;
import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.system.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Whether answers say something, looked at before it is measured how fast they come: a load itself
 * looks at the status only, and nothing is answered fastest.
 */
final class Answers {
  private static final int LOOKED_AT = 40;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Answers() {}

  /**
   * Asks the first of some questions.
   *
   * @param leastShare how many of them at least must find something, 0..1
   * @throws IllegalStateException where one is refused, or too few find something
   */
  static void check(Subject subject, List<Request> questions, double leastShare) {
    int asked = Math.min(LOOKED_AT, questions.size());
    int found = 0;
    String empty = "";
    try (HttpConnection connection = new HttpConnection(subject.reads())) {
      for (Request question : questions.subList(0, asked)) {
        Reply reply = connection.send(question);
        if (reply.status() != 200) {
          throw new IllegalStateException(
              subject.name() + ", " + question.target() + ": " + reply.status() + reply.text());
        }
        if (saysSomething(JSON.readTree(reply.body()))) {
          found++;
        } else {
          empty = question.target() + ": " + reply.text();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (found < leastShare * asked) {
      throw new IllegalStateException(
          subject.name() + ": " + found + " of " + asked + " answers hold anything, not " + empty);
    }
  }

  /** Whether there are items or rows, or a count above 0 where there is a single row. */
  static boolean saysSomething(JsonNode answer) {
    JsonNode rows = answer.has("items") ? answer.get("items") : answer;
    if (rows.isArray() && (rows.size() != 1 || !hasCount(rows.get(0)))) {
      return !rows.isEmpty();
    }
    JsonNode row = rows.isArray() ? rows.get(0) : rows;
    return row.properties().stream()
        .anyMatch(field -> isCount(field.getKey()) && field.getValue().asLong() > 0);
  }

  private static boolean hasCount(JsonNode row) {
    return row.properties().stream().anyMatch(field -> isCount(field.getKey()));
  }

  private static boolean isCount(String name) {
    return name.equals("count")
        || name.endsWith("_count")
        || name.startsWith("total_")
        || name.equals("metric_value");
  }
}
