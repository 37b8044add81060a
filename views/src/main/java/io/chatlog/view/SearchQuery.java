package io.chatlog.view;

import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to search messages and documents for.
 *
 * @param text the query language of the HTTP contract: words (OR), {@code "phrases"}, {@code
 *     prefix*}, {@code word~}, {@code +must}, {@code -not}; malformed syntax is plain words
 * @param sessions only these; empty for all
 * @param roles only these; empty for all
 * @param channels only sessions of these channels; empty for all
 * @param sources only sessions of these sources; empty for all
 * @param sinceMicros only messages with this timestamp or a later one
 * @param untilMicros only messages with an earlier timestamp
 * @param minScore only hits with at least this relevance, 0..1
 * @param highlight whether hits bear highlights
 * @param limit the most hits of a page, 1..{@value #LIMIT_MAX}
 * @param offset how many hits to pass over first; offset + limit ≤ {@value #DEPTH_MAX}
 * @param types only these; empty for all
 * @param after behind which hit the page begins, or null
 */
public record SearchQuery(
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
    Set<SearchType> types,
    @Nullable After after) {
  /** The longest query text, in UTF-16 code units. */
  public static final int TEXT_CHARS_MAX = 4_096;

  /** The largest page. */
  public static final int LIMIT_MAX = 1_000;

  /** The deepest hit that an offset reaches; cursors go on without bound. */
  public static final int DEPTH_MAX = 10_000;

  public SearchQuery {
    if (limit < 1 || limit > LIMIT_MAX || offset < 0 || offset + limit > DEPTH_MAX) {
      throw new IllegalArgumentException("limit " + limit + " or offset " + offset);
    }
    sessions = Set.copyOf(sessions);
    roles = Set.copyOf(roles);
    channels = Set.copyOf(channels);
    sources = Set.copyOf(sources);
    types = Set.copyOf(types);
  }

  /** Of every type. */
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
        sessions,
        roles,
        channels,
        sources,
        sinceMicros,
        untilMicros,
        minScore,
        highlight,
        limit,
        offset,
        Set.of(),
        after);
  }

  /** Whether things of a type are wanted. */
  public boolean wants(SearchType type) {
    return types.isEmpty() || types.contains(type);
  }

  /**
   * The place behind a hit in the order of a search: score falling, then position in the log.
   *
   * @param rawScore the hit's raw score
   * @param partition the partition that holds it
   * @param offset the log offset that its message came into being at, or what stands for it in the
   *     order of the search
   */
  public record After(float rawScore, int partition, long offset) {}
}
