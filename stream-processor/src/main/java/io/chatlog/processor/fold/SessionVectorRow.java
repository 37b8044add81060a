package io.chatlog.processor.fold;

import io.chatlog.value.Embedding;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import org.jspecify.annotations.Nullable;

/**
 * The vector that a client or a model gave a session, and what it is found by. A row of its own:
 * every message writes its session's row anew.
 *
 * @param offset the offset of the event that gave it
 * @param createdAtMicros when the session began
 * @param channel the session's channel when this row was written
 * @param source the session's source then
 * @param hidden whether the session was out of sight then
 * @param metadataJson the session's metadata
 * @param modelled whether a model made it, of what the session says now
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
    String metadataJson,
    boolean modelled) {

  /** One that a client gave. */
  static SessionVectorRow of(Session session, Embedding embedding, long offset) {
    return of(session, embedding, offset, false);
  }

  /** One that a model made. */
  static SessionVectorRow modelled(Session session, Embedding embedding, long offset) {
    return of(session, embedding, offset, true);
  }

  private static SessionVectorRow of(
      Session session, Embedding embedding, long offset, boolean modelled) {
    return new SessionVectorRow(
        session.owner(),
        session.id(),
        embedding,
        offset,
        session.createdAtMicros(),
        session.channel(),
        session.source(),
        session.status() == SessionStatus.DELETED,
        session.metadataJson(),
        modelled);
  }

  /** The same vector as it is found now: by what its session says. */
  public SessionVectorRow shownIn(Session now) {
    return of(now, embedding, offset, modelled);
  }
}
