package io.chatlog.ingest.accept;

import io.chatlog.value.MessageSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a context as a client wrote them: of the right JSON types and otherwise unchecked.
 * A field that was absent or {@code null} is null, or empty where it is a list.
 *
 * @param entitiesJson a JSON object as text without white space between tokens
 * @param confidence 0..1
 * @param range of which each seq is 1 or more
 * @param metadataJson a JSON object as text without white space between tokens
 */
public record ContextFields(
    @Nullable String contextId,
    @Nullable String sessionId,
    @Nullable String title,
    @Nullable String summary,
    List<String> keyPoints,
    @Nullable String entitiesJson,
    @Nullable Double confidence,
    @Nullable MessageSpan range,
    @Nullable String metadataJson) {
  /** The longest summary, in characters. */
  public static final int SUMMARY_CHARS_MAX = 500;

  /** The most key points of a context. */
  public static final int KEY_POINTS_MAX = 10;

  /** The longest key point, in characters. */
  public static final int KEY_POINT_CHARS_MAX = 1_000;

  public ContextFields {
    keyPoints = List.copyOf(keyPoints);
  }
}
