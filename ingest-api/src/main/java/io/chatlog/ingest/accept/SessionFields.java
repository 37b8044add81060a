package io.chatlog.ingest.accept;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a session as a client wrote them: of the right JSON types and otherwise unchecked.
 * A field that was absent or {@code null} is null.
 *
 * @param metadataJson a JSON object as text without white space between tokens
 * @param embedding numbers; one that is too large for a float is infinite here
 */
public record SessionFields(
    @Nullable String sessionId,
    @Nullable String title,
    @Nullable String channel,
    @Nullable String source,
    @Nullable String status,
    @Nullable String summary,
    @Nullable List<String> tags,
    @Nullable String metadataJson,
    @Nullable String externalId,
    float @Nullable [] embedding) {

  /** The same with another id. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's array
  SessionFields withId(String id) {
    return new SessionFields(
        id, title, channel, source, status, summary, tags, metadataJson, externalId, embedding);
  }
}
