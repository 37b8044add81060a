package io.chatlog.view;

import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as clients see it. Times are microseconds since 1970 UTC.
 *
 * @param metadataJson a JSON object as text
 * @param updatedAtMicros when it last changed by other than a message
 * @param lastMessageAtMicros the latest time of a message, or null while there is none
 * @param deletedAtMicros when it was soft-deleted, or null
 * @param version 1 for a new session, one more with each change by other than a message
 */
public record Session(
    SessionId id,
    UserId owner,
    String title,
    String channel,
    @Nullable String source,
    SessionStatus status,
    @Nullable String summary,
    List<String> tags,
    String metadataJson,
    @Nullable String externalId,
    long createdAtMicros,
    long updatedAtMicros,
    @Nullable Long lastMessageAtMicros,
    @Nullable Long deletedAtMicros,
    long messageCount,
    long version)
    implements Entity, Findable {
  public Session {
    tags = List.copyOf(tags);
  }

  /** The time that lists are ordered by: the latest message, or the beginning without one. */
  public long lastActivityMicros() {
    return lastMessageAtMicros == null ? createdAtMicros : lastMessageAtMicros;
  }
}
