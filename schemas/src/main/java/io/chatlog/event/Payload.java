package io.chatlog.event;

import io.chatlog.value.MessageId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event asks for. Objects that a client leaves open ({@code metadata}, {@code preferences},
 * patches) are JSON texts, so that numbers, nesting and key order stay as the client wrote them.
 */
public sealed interface Payload {
  /** What a session is called when nobody named it. */
  String DEFAULT_TITLE = "New Chat Session";

  /** The channel of a session when nobody named one. */
  String DEFAULT_CHANNEL = "web";

  /** A user is to come into being: the owner of the event. */
  record CreateUser(
      @Nullable String name,
      @Nullable String username,
      @Nullable String email,
      @Nullable String role,
      @Nullable String preferencesJson,
      @Nullable String metadataJson)
      implements Payload {}

  /**
   * Fields of the owner are to change.
   *
   * @param patchJson a JSON Merge Patch (RFC 7396) of the user object
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  record PatchUser(String patchJson, @Nullable Long expectedVersion) implements Payload {}

  /** A session is to come into being. Absent fields take their defaults when it is decided. */
  record CreateSession(
      SessionId sessionId,
      @Nullable String title,
      @Nullable String channel,
      @Nullable String source,
      @Nullable SessionStatus status,
      @Nullable String summary,
      List<String> tags,
      @Nullable String metadataJson,
      @Nullable String externalId,
      float @Nullable [] embedding)
      implements Payload {
    public CreateSession {
      tags = List.copyOf(tags);
    }
  }

  /**
   * Fields of a session are to change.
   *
   * @param patchJson a JSON Merge Patch (RFC 7396) of the session object
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  record PatchSession(SessionId sessionId, String patchJson, @Nullable Long expectedVersion)
      implements Payload {}

  /**
   * A message is to be appended to a session.
   *
   * @param timestampMicros the client's time in microseconds since 1970 UTC, or null
   * @param createMissing how an absent user and session begin, or null when they must be there
   */
  record PostMessage(
      SessionId sessionId,
      MessageId messageId,
      Role role,
      String content,
      @Nullable String authorId,
      @Nullable Long timestampMicros,
      @Nullable String metadataJson,
      float @Nullable [] embedding,
      @Nullable CreateMissing createMissing)
      implements Payload {}

  /** How an absent session begins. */
  record CreateMissing(
      @Nullable String sessionTitle, @Nullable String channel, @Nullable String source) {}
}
