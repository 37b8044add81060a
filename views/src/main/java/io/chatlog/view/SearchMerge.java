package io.chatlog.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts the hits of several partitions in one order. */
final class SearchMerge {
  private static final Comparator<SearchHit> PLACE =
      Comparator.comparingInt((SearchHit hit) -> hit.place().partition())
          .thenComparingLong(hit -> hit.place().offset());

  private static Comparator<SearchHit> order(SearchShape.Order order) {
    return switch (order) {
      case RELEVANCE ->
          Comparator.comparing((SearchHit hit) -> -hit.rawScore()).thenComparing(PLACE);
      case TIME ->
          Comparator.comparing((SearchHit hit) -> hit.place().timestampMicros())
              .reversed()
              .thenComparing(PLACE);
    };
  }

  private SearchMerge() {}

  /**
   * The page of a query. Every part begins at the query's {@code after}, holds up to offset + limit
   * hits, and passed over none.
   */
  static SearchPage merge(List<SearchPage> parts, SearchQuery query) {
    List<SearchHit> hits = new ArrayList<>();
    long total = 0;
    boolean exact = true;
    boolean more = false;
    int termsIgnored = 0;
    for (SearchPage part : parts) {
      hits.addAll(part.hits());
      total += part.total();
      exact &= part.totalIsExact();
      more |= part.more();
      termsIgnored = Math.max(termsIgnored, part.termsIgnored());
    }
    hits.sort(order(query.shape().order()));
    int from = Math.min(query.offset(), hits.size());
    int to = Math.min(from + query.limit(), hits.size());
    return new SearchPage(
        hits.subList(from, to),
        total,
        exact,
        more || to < hits.size(),
        FacetCounts.merge(parts.stream().map(SearchPage::facets).toList()),
        null,
        termsIgnored);
  }
}
