package io.chatlog.ingest.accept;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a message as a client wrote them: of the right JSON types and otherwise unchecked.
 * A field that was absent or {@code null} is null.
 *
 * @param userId the owner, where the item names it itself
 * @param sessionId the session, where the item names it itself
 * @param sessionTitle how a session that comes into being is called
 * @param channel of a session that comes into being
 * @param source of a session that comes into being
 * @param timestampMicros the client's time in microseconds since 1970 UTC
 * @param metadataJson a JSON object as text without white space between tokens
 * @param embedding numbers; one that is too large for a float is infinite here
 */
public record MessageFields(
    @Nullable String userId,
    @Nullable String sessionId,
    @Nullable String sessionTitle,
    @Nullable String channel,
    @Nullable String source,
    @Nullable String messageId,
    @Nullable String role,
    @Nullable String content,
    @Nullable String authorId,
    @Nullable Long timestampMicros,
    @Nullable String metadataJson,
    float @Nullable [] embedding) {

  /** A message of a session that the path names. */
  public static MessageFields inSession(
      @Nullable String messageId,
      @Nullable String role,
      @Nullable String content,
      @Nullable String authorId,
      @Nullable Long timestampMicros,
      @Nullable String metadataJson,
      float @Nullable [] embedding) {
    return new MessageFields(
        null,
        null,
        null,
        null,
        null,
        messageId,
        role,
        content,
        authorId,
        timestampMicros,
        metadataJson,
        embedding);
  }
}
