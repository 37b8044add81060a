package io.chatlog.view;

import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A document as clients see it, without its bytes. Times are microseconds since 1970 UTC.
 *
 * @param filename data, never a path
 * @param originalName what it was called where it comes from, or null
 * @param mimeType its media type, as it was given
 * @param size bytes of its content
 * @param sha256 of its content, in lower-case hexadecimal digits
 * @param uploadedBy who uploaded it, or null for the owner
 * @param chunkCount how many pieces of its text are searchable
 * @param processingError why no text could be extracted; null where it was
 * @param metadataJson a JSON object as text
 * @param version 1: a document does not change
 */
public record Document(
    DocumentId id,
    SessionId session,
    UserId owner,
    String filename,
    @Nullable String originalName,
    String mimeType,
    long size,
    String sha256,
    @Nullable String uploadedBy,
    long uploadedAtMicros,
    long chunkCount,
    @Nullable String processingError,
    String metadataJson,
    long version)
    implements Entity {

  /** {@code completed}, or {@code failed} where no text could be extracted. */
  public String processingStatus() {
    return processingError == null ? "completed" : "failed";
  }
}
