package io.chatlog.exchange.record;

import org.jspecify.annotations.Nullable;

/**
 * How a conversation begins; its turns follow.
 *
 * @param id the id of its session: the same at each reading, and legal
 * @param title as the export has it, of any length, or null
 * @param createdAtMicros microseconds since 1970 UTC, or null
 * @param metadataJson an object without white space between tokens, or null
 * @param channel null for the default
 * @param source the system it comes from, or null
 * @param past what else Chatlog's own export has
 */
public record Conversation(
    String id,
    @Nullable String title,
    @Nullable Long createdAtMicros,
    @Nullable String metadataJson,
    @Nullable String channel,
    @Nullable String source,
    Past past) {

  /** One of another system. */
  public Conversation(
      String id,
      @Nullable String title,
      @Nullable Long createdAtMicros,
      @Nullable String metadataJson,
      @Nullable String channel,
      @Nullable String source) {
    this(id, title, createdAtMicros, metadataJson, channel, source, Past.NONE);
  }

  /** The same with another title and other metadata. */
  public Conversation with(@Nullable String newTitle, @Nullable String newMetadataJson) {
    return new Conversation(id, newTitle, createdAtMicros, newMetadataJson, channel, source, past);
  }
}
