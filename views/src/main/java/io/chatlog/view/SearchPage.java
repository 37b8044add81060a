package io.chatlog.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param hits best first
 * @param total how many match
 * @param totalIsExact false when {@code total} is a lower bound
 * @param more whether hits follow behind the last one
 * @param collection what the hits were ranked with; null where that is not told
 */
public record SearchPage(
    List<SearchHit> hits,
    long total,
    boolean totalIsExact,
    boolean more,
    @Nullable TermStatistics collection) {
  public SearchPage {
    hits = List.copyOf(hits);
  }

  /** A page that does not tell what it was ranked with. */
  public SearchPage(List<SearchHit> hits, long total, boolean totalIsExact, boolean more) {
    this(hits, total, totalIsExact, more, null);
  }

  /** The same page, telling what it was ranked with. */
  public SearchPage rankedWith(TermStatistics statistics) {
    return new SearchPage(hits, total, totalIsExact, more, statistics);
  }
}
