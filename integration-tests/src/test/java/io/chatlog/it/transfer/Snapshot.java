package io.chatlog.it.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Paths;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a system tells: of all its users exports in every form, statistics, deleted sessions,
 * documents to the byte and contexts; and of personas and panels everything.
 *
 * @param texts by what was asked
 */
record Snapshot(Map<String, String> texts) {

  static Snapshot of(ChatlogClient client) {
    Map<String, String> texts = new TreeMap<>();
    List<JsonNode> users = client.walk(Call.get("/v1/users").query("limit", 500));
    for (JsonNode user : users) {
      String id = user.get("user_id").asText();
      String path = Paths.user(id);
      texts.put(path, user.toString());
      for (String format : List.of("json", "ndjson", "csv", "md")) {
        texts.put(path + " as " + format, export(client, path, format));
      }
      texts.put(path + "/stats", client.userStats(id).toString());
      texts.put(path + "/tags", client.read(path + "/tags").toString());
      OtherKinds.tellOfUser(client, id, texts);
      for (JsonNode session :
          client.walk(
              Call.get(path + "/sessions")
                  .query("include_deleted", true)
                  .query("sort", "created_at"))) {
        String at = Paths.session(id, session.get("session_id").asText());
        texts.put(at, session.toString());
        texts.put(
            at + "/stats", client.sessionStats(id, session.get("session_id").asText()).toString());
      }
    }
    OtherKinds.tell(client, texts);
    JsonNode system = client.systemStats();
    for (String total : List.of("total_users", "total_sessions", "total_messages")) {
      texts.put(total, system.get(total).toString());
    }
    texts.put(
        "daily",
        client.read("/v1/stats/daily?from=2000-01-01&to=2000-12-31").toString()
            + client.read("/v1/stats/daily?from=2008-07-01&to=2008-07-31"));
    return new Snapshot(texts);
  }

  /** An export without its time. */
  static String export(ChatlogClient client, String path, String format) {
    String text =
        new String(
            client.send(Call.get(path + "/export").query("format", format)).expect(200).body(),
            StandardCharsets.UTF_8);
    return text.replaceFirst("\"export_timestamp\":\"[^\"]*\"", "")
        .replaceFirst(", exported \\S+\n", "\n");
  }
}
