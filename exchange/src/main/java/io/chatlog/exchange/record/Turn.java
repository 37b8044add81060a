package io.chatlog.exchange.record;

import io.chatlog.value.Role;
import org.jspecify.annotations.Nullable;

/**
 * One message of the conversation that began last.
 *
 * @param id the same at each reading, and legal
 * @param content never blank; of any length
 * @param timestampMicros microseconds since 1970 UTC, or null
 * @param authorId who wrote it, where the export tells more than the role, or null
 * @param metadataJson an object without white space between tokens, or null
 * @param past what else Chatlog's own export has
 * @param behindMicros how far it stands behind the beginning of its session, in an export that
 *     knows no times; null in others
 */
public record Turn(
    String id,
    Role role,
    String content,
    @Nullable Long timestampMicros,
    @Nullable String authorId,
    @Nullable String metadataJson,
    Past.OfTurn past,
    @Nullable Long behindMicros) {

  /** One of another system. */
  public Turn(
      String id,
      Role role,
      String content,
      @Nullable Long timestampMicros,
      @Nullable String authorId,
      @Nullable String metadataJson) {
    this(id, role, content, timestampMicros, authorId, metadataJson, Past.OfTurn.NONE, null);
  }

  /** One of an export that knows no times. */
  public static Turn untimed(
      String id, Role role, String content, long behindMicros, @Nullable String metadataJson) {
    return new Turn(id, role, content, null, null, metadataJson, Past.OfTurn.NONE, behindMicros);
  }

  /** A part of its content, without its past. */
  public Turn part(String partId, String partContent, @Nullable String partMetadataJson) {
    return new Turn(
        partId,
        role,
        partContent,
        timestampMicros,
        authorId,
        partMetadataJson,
        Past.OfTurn.NONE,
        behindMicros);
  }
}
