package io.chatlog.view;

/**
 * Which part of a numbered list, and in which order. Every bound that is given must hold.
 *
 * @param afterSeq only items with a greater seq; 0 for all
 * @param beforeSeq only items with a smaller seq; {@link Long#MAX_VALUE} for all
 * @param newestFirst whether the page begins at the high end
 * @param offset how many matching items to pass over first, 0..{@value #OFFSET_MAX}
 * @param limit the most items of a page, 1..{@value #LIMIT_MAX}
 */
public record SeqRange(long afterSeq, long beforeSeq, boolean newestFirst, int offset, int limit) {
  /** The largest page. */
  public static final int LIMIT_MAX = 10_000;

  /** The largest offset. */
  public static final int OFFSET_MAX = 10_000_000;

  public SeqRange {
    if (limit < 1 || limit > LIMIT_MAX || offset < 0 || offset > OFFSET_MAX) {
      throw new IllegalArgumentException("limit " + limit + " or offset " + offset);
    }
  }

  /** What is left of the page when it goes on behind a seq. */
  public SeqRange rest(long seq, int itemsThere) {
    return new SeqRange(
        newestFirst ? afterSeq : Math.max(seq, afterSeq),
        newestFirst ? Math.min(seq, beforeSeq) : beforeSeq,
        newestFirst,
        0,
        limit - itemsThere);
  }
}
