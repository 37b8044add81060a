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
 */
public record Turn(
    String id,
    Role role,
    String content,
    @Nullable Long timestampMicros,
    @Nullable String authorId,
    @Nullable String metadataJson,
    Past.OfTurn past) {

  /** One of another system. */
  public Turn(
      String id,
      Role role,
      String content,
      @Nullable Long timestampMicros,
      @Nullable String authorId,
      @Nullable String metadataJson) {
    this(id, role, content, timestampMicros, authorId, metadataJson, Past.OfTurn.NONE);
  }
}
