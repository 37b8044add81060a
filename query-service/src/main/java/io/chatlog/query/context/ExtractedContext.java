package io.chatlog.query.context;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation was about, in its own words.
 *
 * @param summary at most {@value #SUMMARY_CHARS_MAX} characters; empty when nothing was said
 * @param keyPoints sentences of the conversation, in its order, at most {@value #KEY_POINTS_MAX}
 * @param entities what was named, by its type, each once, what was named first standing first; at
 *     most {@value #ENTITIES_MAX} of a type
 * @param confidence how far it stands for what was looked at, 0 to 1: see {@link Confidence}
 * @param range the messages that were looked at; null when there was none
 */
public record ExtractedContext(
    String summary,
    List<String> keyPoints,
    Map<EntityType, List<String>> entities,
    double confidence,
    @Nullable Range range) {
  public static final int SUMMARY_CHARS_MAX = 500;
  public static final int KEY_POINTS_MAX = 10;
  public static final int KEY_POINT_CHARS_MAX = 300;
  public static final int ENTITIES_MAX = 20;
  public static final int ENTITY_CHARS_MAX = 200;
  public static final int CODE_CHARS_MAX = 1_000;

  /**
   * Messages by seq.
   *
   * @param messages how many were looked at
   * @param complete whether these are all that were asked for: otherwise older ones were left out
   */
  public record Range(long fromSeq, long toSeq, int messages, boolean complete) {}

  public ExtractedContext {
    keyPoints = List.copyOf(keyPoints);
    Map<EntityType, List<String>> copy = new LinkedHashMap<>();
    entities.forEach((type, values) -> copy.put(type, List.copyOf(values)));
    entities = Collections.unmodifiableMap(copy);
  }
}
