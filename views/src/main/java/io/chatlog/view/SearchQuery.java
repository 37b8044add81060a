package io.chatlog.view;

import io.chatlog.value.Positions;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to search messages and documents for.
 *
 * @param text the query language of the HTTP contract: words (OR), {@code "phrases"}, {@code
 *     prefix*}, {@code word~}, {@code +must}, {@code -not}; malformed syntax is plain words
 * @param filter what may be found
 * @param shape what is made of what is found
 * @param minScore only hits with at least this relevance, 0..1
 * @param highlight whether hits bear highlights
 * @param limit the most hits of a page, 1..{@value #LIMIT_MAX}
 * @param offset how many hits to pass over first; offset + limit ≤ {@value #DEPTH_MAX}
 * @param after behind which hit the page begins, or null
 */
public record SearchQuery(
    String text,
    SearchFilter filter,
    SearchShape shape,
    float minScore,
    boolean highlight,
    int limit,
    int offset,
    @Nullable After after) {
  /** The longest query text, in UTF-16 code units. */
  public static final int TEXT_CHARS_MAX = 4_096;

  /** The terms of a text that are looked for, the first ones. */
  public static final int TERMS_MAX = 64;

  /** The largest page. */
  public static final int LIMIT_MAX = 1_000;

  /** The deepest hit that an offset reaches; cursors go on without bound. */
  public static final int DEPTH_MAX = 10_000;

  public SearchQuery {
    if (limit < 1 || limit > LIMIT_MAX || offset < 0 || offset + limit > DEPTH_MAX) {
      throw new IllegalArgumentException("limit " + limit + " or offset " + offset);
    }
  }

  /** Of every type, every hit, the most relevant first. */
  public SearchQuery(
      String text,
      Set<SessionId> sessions,
      Set<Role> roles,
      Set<String> channels,
      Set<String> sources,
      long sinceMicros,
      long untilMicros,
      float minScore,
      boolean highlight,
      int limit,
      int offset,
      @Nullable After after) {
    this(
        text,
        new SearchFilter(
            Set.of(),
            sessions,
            roles,
            channels,
            sources,
            Set.of(),
            Set.of(),
            sinceMicros,
            untilMicros),
        SearchShape.PLAIN,
        minScore,
        highlight,
        limit,
        offset,
        after);
  }

  /**
   * The best hits of everything that it may find, in the order of relevance.
   *
   * @param least only hits with at least this relevance
   */
  public SearchQuery best(int many, float least, boolean highlighted) {
    return new SearchQuery(text, filter, SearchShape.PLAIN, least, highlighted, many, 0, null);
  }

  /** The same, with only hits of at least this relevance, or of what it asks for itself. */
  public SearchQuery atLeast(float relevance) {
    return new SearchQuery(
        text, filter, shape, Math.max(minScore, relevance), highlight, limit, offset, after);
  }

  /** The same, of what the log had up to a position; {@link Positions#NONE} for no bound. */
  public SearchQuery asOf(Positions positions) {
    return new SearchQuery(
        text, filter.asOf(positions), shape, minScore, highlight, limit, offset, after);
  }

  /**
   * Whether what is newer than its position is left out. Not where a page of single hits begins
   * behind one of them: what is newer moves none of the others.
   */
  public boolean isBounded() {
    return filter.isAsOf() && (after == null || shape.group() != null);
  }

  /** The same, for another page of it. */
  public SearchQuery page(int size, int skipped) {
    return new SearchQuery(text, filter, shape, minScore, highlight, size, skipped, after);
  }

  /**
   * The place behind a hit in the order of a search: score falling, then position in the log; or
   * time falling, then position.
   *
   * @param rawScore the hit's raw score
   * @param timestampMicros the hit's time where hits are in the order of time, otherwise 0
   * @param partition the partition that holds it
   * @param offset the log offset that its message came into being at, or what stands for it in the
   *     order of the search
   */
  public record After(float rawScore, long timestampMicros, int partition, long offset) {
    /** No log offset is as large, so no piece of a document shares a place with a message. */
    private static final long PIECES = 1L << 62;

    private static final int PIECE_BITS = 20;

    /** A place in the order of scores. */
    public After(float rawScore, int partition, long offset) {
      this(rawScore, 0, partition, offset);
    }

    /** What stands for the offset of a piece of a document that came at an offset. */
    public static long ofPiece(long documentOffset, long piece) {
      return PIECES | documentOffset << PIECE_BITS | piece;
    }

    /** Whether a place is that of a piece of a document, which all messages stand before. */
    public static boolean isPiece(long place) {
      return place >= PIECES;
    }

    /** Where the log has what stands here. */
    public long logOffset() {
      return logOffset(offset);
    }

    /** Where the log has what a place stands for. */
    public static long logOffset(long place) {
      return isPiece(place) ? (place & ~PIECES) >> PIECE_BITS : place;
    }
  }
}
