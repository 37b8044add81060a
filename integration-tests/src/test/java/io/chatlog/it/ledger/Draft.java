package io.chatlog.it.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chatlog.it.http.Json;

/**
 * A message as its writer made it.
 *
 * @param token a word of the content that no other message has
 * @param timestamp RFC 3339 in UTC with milliseconds, as the server writes it
 */
public record Draft(
    SessionKey session,
    String messageId,
    String role,
    String content,
    String token,
    String timestamp,
    JsonNode metadata) {

  /** The body that appends it to its session. */
  public ObjectNode toMessage() {
    return Json.object(
        "message_id", messageId,
        "role", role,
        "content", content,
        "timestamp", timestamp,
        "metadata", metadata);
  }

  /** The item that appends it by way of the fire hose. */
  public ObjectNode toItem() {
    ObjectNode item = toMessage();
    item.put("user_id", session.user());
    item.put("session_id", session.session());
    return item;
  }

  /** The same id with other content. */
  public Draft conflicting() {
    return new Draft(session, messageId, role, content + " changed", token, timestamp, metadata);
  }

  /** How a stored message differs from it, or nothing. */
  String differenceTo(JsonNode stored) {
    boolean same =
        stored.path("message_id").asText().equals(messageId)
            && stored.path("user_id").asText().equals(session.user())
            && stored.path("session_id").asText().equals(session.session())
            && stored.path("role").asText().equals(role)
            && stored.path("content").asText().equals(content)
            && stored.path("timestamp").asText().equals(timestamp)
            && stored.path("metadata").toString().equals(metadata.toString());
    return same ? "" : "written " + toMessage() + " but stored " + stored;
  }
}
