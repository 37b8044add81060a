package io.chatlog.processor.fold;

import io.chatlog.value.SessionId;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;

/**
 * An upload of a document that is not complete.
 *
 * @param begunMicros when its first part was accepted
 * @param parts how many parts there are
 * @param bytes of all of them
 * @param chunks pieces of text of all of them
 */
public record UploadRow(
    UserId user,
    SessionId session,
    UploadId upload,
    long begunMicros,
    int parts,
    long bytes,
    int chunks) {

  UploadRow plus(int moreBytes, int moreChunks) {
    return new UploadRow(
        user, session, upload, begunMicros, parts + 1, bytes + moreBytes, chunks + moreChunks);
  }

  /** Whether it took too long, seen from an event's time. */
  boolean isLapsed(long nowMicros) {
    return nowMicros - begunMicros > FoldLimits.UPLOAD_MICROS_MAX;
  }
}
