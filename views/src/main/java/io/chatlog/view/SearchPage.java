package io.chatlog.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param hits in the order that was asked for
 * @param total how many match; how many groups where hits are grouped
 * @param totalIsExact false when {@code total} is a lower bound
 * @param more whether hits follow behind the last one
 * @param facets what is counted of all that match
 * @param collection what the hits were ranked with; null where that is not told
 * @param termsIgnored how many terms of the query were not looked for, because it has more than are
 */
public record SearchPage(
    List<SearchHit> hits,
    long total,
    boolean totalIsExact,
    boolean more,
    FacetCounts facets,
    @Nullable TermStatistics collection,
    int termsIgnored) {
  public SearchPage {
    hits = List.copyOf(hits);
  }

  /** A page that does not tell what it was ranked with, and counts nothing. */
  public SearchPage(List<SearchHit> hits, long total, boolean totalIsExact, boolean more) {
    this(hits, total, totalIsExact, more, FacetCounts.NONE, null, 0);
  }

  /** The same page, of which the total is a lower bound. */
  public SearchPage atLeast() {
    return new SearchPage(hits, total, false, more, facets, collection, termsIgnored);
  }

  /** The same page, telling what it was ranked with. */
  public SearchPage rankedWith(TermStatistics statistics) {
    return new SearchPage(hits, total, totalIsExact, more, facets, statistics, termsIgnored);
  }

  /** The same page, of a query of which so many terms were not looked for. */
  public SearchPage ignoring(int terms) {
    return new SearchPage(hits, total, totalIsExact, more, facets, collection, terms);
  }
}
