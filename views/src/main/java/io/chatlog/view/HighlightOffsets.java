package io.chatlog.view;

import java.util.List;

/**
 * Where a highlight stands in the content that it is of, in characters (code points) from 0.
 *
 * @param passage the passage that is shown
 * @param marks what of it is emphasised, in the order of the content; none overlaps another
 */
public record HighlightOffsets(Span passage, List<Span> marks) {
  public HighlightOffsets {
    marks = List.copyOf(marks);
  }

  /**
   * A part of the content.
   *
   * @param start its first character
   * @param end the one behind its last
   */
  public record Span(int start, int end) {}
}
