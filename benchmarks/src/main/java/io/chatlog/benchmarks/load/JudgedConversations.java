package io.chatlog.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A judged collection made of real conversations between one who asks and one who helps: what was
 * asked first is the query, and what was said afterwards in that conversation is relevant to it.
 * Whoever took the conversations apart judged so (Kummerfeld et al., ACL 2019, for the bundled
 * ones). The question itself is not in the collection.
 *
 * @param messages by id, of all conversations
 * @param questions what is asked, with the ids that are relevant
 */
public record JudgedConversations(Map<String, String> messages, List<Question> questions) {
  /** A query and what is relevant to it. */
  public record Question(String text, Set<String> relevant) {}

  /** Reads them; null for those that come with Chatlog. */
  public static JudgedConversations read(@Nullable Path file) throws IOException {
    Map<String, List<JsonNode>> sessions = new LinkedHashMap<>();
    ObjectMapper json = new ObjectMapper();
    Conversations.lines(
        file,
        line -> {
          JsonNode message = json.readTree(line);
          sessions
              .computeIfAbsent(message.path("session_id").asText(), id -> new ArrayList<>())
              .add(message);
        });
    Map<String, String> messages = new LinkedHashMap<>();
    List<Question> questions = new ArrayList<>();
    for (List<JsonNode> session : sessions.values()) {
      Set<String> relevant = new LinkedHashSet<>();
      for (JsonNode message : session.subList(1, session.size())) {
        String content = message.path("content").asText();
        if (!content.isBlank()) {
          messages.put(message.path("message_id").asText(), content);
          relevant.add(message.path("message_id").asText());
        }
      }
      if (!relevant.isEmpty()) {
        questions.add(new Question(words(session.getFirst().path("content").asText()), relevant));
      }
    }
    return new JudgedConversations(messages, questions);
  }

  /** The words of a question: what would be syntax of a query goes. */
  private static String words(String question) {
    return question.replaceAll("[\"“”„+*~-]", " ").strip();
  }
}
