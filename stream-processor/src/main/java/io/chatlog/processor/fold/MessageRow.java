package io.chatlog.processor.fold;

import io.chatlog.value.Embedding;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import org.jspecify.annotations.Nullable;

/**
 * A message in the state.
 *
 * @param offset the offset of the event that appended it
 * @param eventId the id of that event, half of its record's key
 * @param fingerprint of what that event said
 * @param sessionActivityMicros the session's last activity right after this message: what a walk
 *     over sessions needs to know how they were ordered when it began
 * @param channel the session's channel when the message was appended
 * @param source the session's source when the message was appended
 * @param hidden whether the session was out of sight when the message was appended
 * @param restored whether it was restored or imported
 * @param embedding the vector that stands for what it says now, or null
 * @param modelled whether a model made that vector; otherwise a client brought it
 */
public record MessageRow(
    Message message,
    long offset,
    String eventId,
    MessageFingerprint fingerprint,
    long sessionActivityMicros,
    String channel,
    @Nullable String source,
    boolean hidden,
    boolean restored,
    @Nullable Embedding embedding,
    boolean modelled) {

  /** Whether it was copied into a fork before that was shown. */
  public boolean isCopy() {
    return hidden && !restored;
  }

  MessageRow with(Message edited, @Nullable Embedding vector, boolean made) {
    return new MessageRow(
        edited,
        offset,
        eventId,
        edited == message ? fingerprint : fingerprint.kept(),
        sessionActivityMicros,
        channel,
        source,
        hidden,
        restored,
        vector,
        made);
  }

  /** The same message as it is found now: by the channel, source and status of its session. */
  public MessageRow shownIn(Session session) {
    return new MessageRow(
        message,
        offset,
        eventId,
        fingerprint,
        sessionActivityMicros,
        session.channel(),
        session.source(),
        session.status() == SessionStatus.DELETED,
        restored,
        embedding,
        modelled);
  }
}
