package io.chatlog.it.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All that can be read over HTTP, line by line as it is answered: users, sessions, messages,
 * statistics, and what searches find.
 */
final class Export {
  private static final List<String> WORDS =
      List.of("ledgerword", "the", "ubuntu", "engine", "coffee");

  private final ChatlogClient client;
  private final List<String> lines = new ArrayList<>();

  private Export(ChatlogClient client) {
    this.client = client;
  }

  /** Of everything, not before positions are applied. */
  static List<String> of(ChatlogClient client, String positions) {
    Export export = new Export(client);
    export.system(positions);
    for (JsonNode user : client.walk(Call.get("/v1/users").query("limit", 500))) {
      export.lines.add("user " + user);
      export.user(user.get("user_id").asText());
    }
    return export.lines;
  }

  /** How far the system is now. */
  static String positions(ChatlogClient client) {
    return client.send(Call.get("/v1/stats")).expect(200).position();
  }

  private void system(String positions) {
    JsonNode stats = client.send(Call.get("/v1/stats").notBefore(positions)).expect(200).json();
    for (String total : List.of("total_users", "total_sessions", "total_messages")) {
      lines.add(total + " " + stats.get(total));
    }
    for (String word : WORDS) {
      Call search = Call.get("/v1/search").query("q", word).query("limit", 1).notBefore(positions);
      lines.add(
          "found everywhere " + word + " " + client.send(search).expect(200).json().get("total"));
    }
  }

  private void user(String user) {
    text("statistics of " + user, Call.get(Paths.user(user) + "/stats"));
    for (String word : WORDS) {
      JsonNode found = client.search(user, word);
      lines.add("found " + word + " " + found.get("total") + " " + unranked(found.get("items")));
    }
    Call sessions =
        Call.get(Paths.sessions(user)).query("include_deleted", true).query("limit", 500);
    for (JsonNode session : client.walk(sessions)) {
      lines.add("session " + session);
      String path = Paths.session(user, session.get("session_id").asText());
      text("statistics of " + path, Call.get(path + "/stats"));
      text("messages of " + path, Call.get(path + "/messages:all"));
    }
  }

  /**
   * Hits without their scores, in an order that does not depend on them: a score counts documents
   * that were deleted and whose segment was not written anew yet.
   */
  private static List<String> unranked(JsonNode items) {
    List<String> hits = new ArrayList<>();
    for (JsonNode item : items) {
      ObjectNode hit = item.deepCopy();
      hit.remove(List.of("relevance_score", "raw_score"));
      hits.add(hit.toString());
    }
    hits.sort(Comparator.naturalOrder());
    return hits;
  }

  private void text(String name, Call call) {
    Reply reply = client.send(call).expect(200);
    lines.add(name + " " + reply.text());
  }
}
