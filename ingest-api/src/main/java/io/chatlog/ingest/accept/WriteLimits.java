package io.chatlog.ingest.accept;

import io.chatlog.value.Ids;
import io.chatlog.view.Insight;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelStats;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bounds of what one write may hold. Characters are Unicode code points, bytes are those of
 * UTF-8.
 *
 * @param contentCharsMax of a message's content
 * @param contentBytesMax of a message's content
 * @param titleCharsMax of a session's title
 * @param labelCharsMax of a tag, a channel or a source
 * @param tagsMax tags of a session
 * @param summaryCharsMax of a session's summary
 * @param externalIdCharsMax of a session's external_id
 * @param profileCharsMax of a user's name, username, e-mail or role
 * @param metadataBytesMax of a metadata or preferences object as JSON text without white space
 * @param embeddingDimensionsMax numbers of an embedding
 * @param embeddingDimensions how many numbers an embedding must have; 0 for any
 */
public record WriteLimits(
    int contentCharsMax,
    int contentBytesMax,
    int titleCharsMax,
    int labelCharsMax,
    int tagsMax,
    int summaryCharsMax,
    int externalIdCharsMax,
    int profileCharsMax,
    int metadataBytesMax,
    int embeddingDimensionsMax,
    int embeddingDimensions) {

  public WriteLimits {
    positive("content_chars_max", contentCharsMax);
    positive("content_bytes_max", contentBytesMax);
    positive("title_chars_max", titleCharsMax);
    positive("label_chars_max", labelCharsMax);
    positive("tags_max", tagsMax);
    positive("summary_chars_max", summaryCharsMax);
    positive("external_id_chars_max", externalIdCharsMax);
    positive("profile_chars_max", profileCharsMax);
    positive("metadata_bytes_max", metadataBytesMax);
    positive("embedding_dimensions_max", embeddingDimensionsMax);
    if (embeddingDimensions < 0 || embeddingDimensions > embeddingDimensionsMax) {
      throw new IllegalArgumentException(
          "embeddings.dimensions must be 0 to embedding_dimensions_max: " + embeddingDimensions);
    }
  }

  /** The limits of the HTTP contract. */
  public static WriteLimits defaults() {
    return new WriteLimits(100_000, 1 << 20, 200, 50, 100, 10_000, 128, 320, 64 << 10, 4_096, 0);
  }

  /**
   * The most bytes that one event takes on the log: the largest fields of any payload together, and
   * a kilobyte of the envelope's ids.
   */
  public int eventBytesMax() {
    long message = contentBytesMax + (long) metadataBytesMax + 4L * embeddingDimensionsMax;
    long user = 2L * metadataBytesMax + 4L * 4L * profileCharsMax;
    long session =
        (long) metadataBytesMax
            + 4L * ((long) summaryCharsMax + titleCharsMax + externalIdCharsMax)
            + 4L * labelCharsMax * (tagsMax + 2L)
            + 4L * embeddingDimensionsMax;
    long persona = 2L * metadataBytesMax + 4L * summaryCharsMax + 8L * tagsMax * titleCharsMax;
    long insight = contentBytesMax + 4L * Insight.SUPPORTING_MAX * Ids.CHARS_MAX;
    long context =
        2L * metadataBytesMax
            + 4L * ((long) summaryCharsMax + titleCharsMax)
            + 4L * ContextFields.KEY_POINTS_MAX * ContextFields.KEY_POINT_CHARS_MAX;
    // A patch is JSON text, where escapes make up to six bytes of one.
    long patch = 6L * Math.max(persona, Math.max(user, session));
    return Math.toIntExact(
        Math.min(
            Integer.MAX_VALUE,
            8_192
                + Math.max(
                    Math.max(message, Math.max(insight, context)), Math.max(patch, session))));
  }

  /** The limits by the name of their setting, for the published configuration. */
  public Map<String, Object> byName() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("content_chars_max", contentCharsMax);
    named.put("content_bytes_max", contentBytesMax);
    named.put("title_chars_max", titleCharsMax);
    named.put("label_chars_max", labelCharsMax);
    named.put("tags_max", tagsMax);
    named.put("summary_chars_max", summaryCharsMax);
    named.put("external_id_chars_max", externalIdCharsMax);
    named.put("profile_chars_max", profileCharsMax);
    named.put("metadata_bytes_max", metadataBytesMax);
    named.put("embedding_dimensions_max", embeddingDimensionsMax);
    named.put("fork_messages_max", ForkAcceptor.MESSAGES_MAX);
    named.put("embedding_dimensions", embeddingDimensions);
    named.put("panel_personas_max", Panel.PERSONAS_MAX);
    named.put("panel_speakers_max", PanelStats.CONTRIBUTIONS_MAX);
    named.put("supporting_messages_max", Insight.SUPPORTING_MAX);
    named.put("context_summary_chars_max", ContextFields.SUMMARY_CHARS_MAX);
    named.put("context_key_points_max", ContextFields.KEY_POINTS_MAX);
    named.put("context_key_point_chars_max", ContextFields.KEY_POINT_CHARS_MAX);
    return named;
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }
}
