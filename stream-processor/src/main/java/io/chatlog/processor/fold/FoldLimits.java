package io.chatlog.processor.fold;

/**
 * Limits that a decision itself keeps. They are part of what replay must repeat, so they are no
 * settings.
 */
public final class FoldLimits {
  /** The longest {@code metadata} or {@code preferences} that merging may make, as JSON text. */
  public static final int OBJECT_CHARS_MAX = 65_536;

  /** The most tags of a session. */
  public static final int TAGS_MAX = 100;

  private FoldLimits() {}
}
