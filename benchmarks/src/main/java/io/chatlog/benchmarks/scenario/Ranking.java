package io.chatlog.benchmarks.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chatlog.benchmarks.load.HttpConnection;
import io.chatlog.benchmarks.load.HttpConnection.Reply;
import io.chatlog.benchmarks.load.JudgedConversations;
import io.chatlog.benchmarks.load.JudgedConversations.Question;
import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.report.Sheet;
import io.chatlog.benchmarks.system.Subject;
import io.chatlog.processor.search.PlainLucene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How well a search over HTTP ranks, beside Lucene with the same analysis: mean average precision
 * over the best 1,000, and normalised discounted cumulative gain of the best 10 (Järvelin and
 * Kekäläinen, 2002), on {@link JudgedConversations}.
 */
final class Ranking implements Scenario {
  private static final int DEEP = 1_000;
  private static final int SHALLOW = 10;
  private static final int BATCH = 500;
  private static final String USER = "ranking";

  private final ObjectMapper json = new ObjectMapper();

  @Override
  public String name() {
    return "ranking";
  }

  @Override
  public String about() {
    return "ranking: the first question of a conversation finds the rest of it";
  }

  @Override
  public List<Sheet> run(Lab lab) {
    try {
      JudgedConversations judged = JudgedConversations.read(lab.plan().conversations());
      Sheet sheet =
          new Sheet(
              about()
                  + " ("
                  + judged.questions().size()
                  + " questions, "
                  + judged.messages().size()
                  + " messages)");
      for (Subject subject : lab.subjects(sheet, "chatlog")) {
        try (HttpConnection connection = new HttpConnection(subject.writes())) {
          load(connection, judged);
          subject.awaitDone();
          judge(sheet, "chatlog", judged, question -> overHttp(connection, question));
        }
      }
      List<PlainLucene.Entry> entries = new ArrayList<>();
      judged.messages().forEach((id, text) -> entries.add(new PlainLucene.Entry(id, text)));
      for (boolean asChatlog : new boolean[] {true, false}) {
        try (PlainLucene lucene = new PlainLucene(entries, asChatlog)) {
          String name = asChatlog ? "Lucene, same analysis and k1" : "Lucene, same analysis";
          judge(sheet, name, judged, question -> lucene.best(question, DEEP));
        }
      }
      return List.of(sheet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Search {
    List<String> best(String question) throws IOException;
  }

  private static void judge(Sheet sheet, String name, JudgedConversations judged, Search search)
      throws IOException {
    double precision = 0;
    double gain = 0;
    for (Question question : judged.questions()) {
      List<String> found = search.best(question.text());
      precision += averagePrecision(found, question.relevant());
      gain += gain(found, question.relevant());
    }
    sheet.add(name, "MAP", precision / judged.questions().size());
    sheet.add(name, "nDCG@10", gain / judged.questions().size());
  }

  static double averagePrecision(List<String> found, Set<String> relevant) {
    double sum = 0;
    int hits = 0;
    for (int at = 0; at < found.size(); at++) {
      if (relevant.contains(found.get(at))) {
        hits++;
        sum += (double) hits / (at + 1);
      }
    }
    return sum / relevant.size();
  }

  static double gain(List<String> found, Set<String> relevant) {
    double gain = 0;
    double best = 0;
    for (int at = 0; at < SHALLOW; at++) {
      double discounted = Math.log(2) / Math.log(at + 2.0);
      gain += at < found.size() && relevant.contains(found.get(at)) ? discounted : 0;
      best += at < relevant.size() ? discounted : 0;
    }
    return gain / best;
  }

  private void load(HttpConnection connection, JudgedConversations judged) throws IOException {
    StringBuilder lines = new StringBuilder();
    int items = 0;
    for (Map.Entry<String, String> message : judged.messages().entrySet()) {
      ObjectNode line = json.createObjectNode();
      line.put("user_id", USER).put("session_id", "all").put("role", "user");
      line.put("message_id", message.getKey()).put("content", message.getValue());
      lines.append(line).append('\n');
      if (++items % BATCH == 0) {
        send(connection, lines);
      }
    }
    send(connection, lines);
  }

  private static void send(HttpConnection connection, StringBuilder lines) throws IOException {
    if (!lines.isEmpty()) {
      Reply reply =
          connection.send(
              Request.post(
                  "/v1/messages:batch?create_missing=true",
                  "application/x-ndjson",
                  false,
                  lines.toString().getBytes(StandardCharsets.UTF_8),
                  1));
      if (reply.status() != 200) {
        throw new IllegalStateException(reply.status() + " " + reply.text());
      }
      lines.setLength(0);
    }
  }

  private List<String> overHttp(HttpConnection connection, String question) throws IOException {
    if (question.isBlank()) {
      return List.of();
    }
    Reply reply =
        connection.send(
            Request.get(
                "/v1/users/"
                    + USER
                    + "/search?highlight=false&limit="
                    + DEEP
                    + "&q="
                    + URLEncoder.encode(question, StandardCharsets.UTF_8)));
    if (reply.status() != 200) {
      throw new IllegalStateException(reply.status() + " " + reply.text());
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode item : json.readTree(reply.body()).path("items")) {
      ids.add(item.path("id").asText());
    }
    return ids;
  }
}
