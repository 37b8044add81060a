package io.chatlog.view;

import io.chatlog.value.ContextId;
import io.chatlog.value.MessageSpan;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A context that was saved, as clients see it: what a conversation was about. It never changes.
 *
 * @param session the session that it is of, with which it goes; null for none
 * @param entitiesJson a JSON object as text
 * @param confidence 0..1, or null where nobody said
 * @param range the messages that it was made from, or null where nobody said
 * @param metadataJson a JSON object as text
 * @param createdAtMicros when it was saved, in microseconds since 1970 UTC
 */
public record SavedContext(
    ContextId id,
    UserId owner,
    @Nullable SessionId session,
    @Nullable String title,
    String summary,
    List<String> keyPoints,
    String entitiesJson,
    @Nullable Double confidence,
    @Nullable MessageSpan range,
    String metadataJson,
    long createdAtMicros)
    implements Entity {
  /** The version of every context. */
  public static final long VERSION = 1;

  public SavedContext {
    keyPoints = List.copyOf(keyPoints);
  }
}
