package io.chatlog.processor.fold;

/**
 * Limits that a decision itself keeps. They are part of what replay must repeat, so they are no
 * settings.
 */
public final class FoldLimits {
  /** The largest {@code metadata} or {@code preferences} that merging may make, as UTF-8 JSON. */
  public static final int OBJECT_BYTES_MAX = 65_536;

  /** The most tags of a session. */
  public static final int TAGS_MAX = 100;

  /** How long the upload of a document may take, from its first part to its completion. */
  public static final long UPLOAD_MICROS_MAX = 600_000_000L;

  /** The most parts of a document. */
  public static final int DOCUMENT_PARTS_MAX = 10_000;

  /** The most pieces of a document's text. */
  public static final int DOCUMENT_CHUNKS_MAX = 1_000_000;

  /** How many uploads that lapsed go with one event. */
  static final int LAPSES_PER_EVENT_MAX = 4;

  private FoldLimits() {}
}
