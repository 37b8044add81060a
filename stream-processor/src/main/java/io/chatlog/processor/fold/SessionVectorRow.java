package io.chatlog.processor.fold;

import io.chatlog.value.Embedding;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import org.jspecify.annotations.Nullable;

/**
 * The vector that a client gave a session, and what it is found by. A row of its own: every message
 * writes its session's row anew.
 *
 * @param offset the offset of the event that gave it
 * @param createdAtMicros when the session began
 * @param channel the session's channel when this row was written
 * @param source the session's source then
 * @param hidden whether the session was out of sight then
 * @param metadataJson the session's metadata
 */
public record SessionVectorRow(
    UserId owner,
    SessionId session,
    Embedding embedding,
    long offset,
    long createdAtMicros,
    String channel,
    @Nullable String source,
    boolean hidden,
    String metadataJson) {

  static SessionVectorRow of(Session session, Embedding embedding, long offset) {
    return new SessionVectorRow(
        session.owner(),
        session.id(),
        embedding,
        offset,
        session.createdAtMicros(),
        session.channel(),
        session.source(),
        session.status() == SessionStatus.DELETED,
        session.metadataJson());
  }

  /** The same vector as it is found now: by what its session says. */
  public SessionVectorRow shownIn(Session now) {
    return of(now, embedding, offset);
  }
}
