package io.chatlog.processor.fold;

import io.chatlog.value.SessionStatus;
import io.chatlog.value.UploadId;
import io.chatlog.view.Document;
import io.chatlog.view.Session;
import org.jspecify.annotations.Nullable;

/**
 * A document in the state. Its bytes and its text are rows of their own, by the upload.
 *
 * @param upload the attempt that it is made of
 * @param parts how many parts its content has
 * @param offset the offset of the event that completed it
 * @param eventId the id of that event
 * @param fingerprint of what that event said, see {@link Fingerprint}
 * @param channel the session's channel then
 * @param source the session's source then
 * @param hidden whether the session was out of sight then: the document was restored into it
 */
public record DocumentRow(
    Document document,
    UploadId upload,
    int parts,
    long offset,
    String eventId,
    long fingerprint,
    String channel,
    @Nullable String source,
    boolean hidden) {

  /** The same document as it is found now: by the channel, source and status of its session. */
  public DocumentRow shownIn(Session session) {
    return new DocumentRow(
        document,
        upload,
        parts,
        offset,
        eventId,
        fingerprint,
        session.channel(),
        session.source(),
        session.status() == SessionStatus.DELETED);
  }
}
