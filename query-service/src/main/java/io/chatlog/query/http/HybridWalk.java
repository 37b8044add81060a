package io.chatlog.query.http;

import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchShape.Group;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One page of a walk over fused hits, as they are ranked now: the best that were on no page before
 * it. While nothing is deleted or changed that is the order of the first page; where something is,
 * ranks move up, and who passes another is still shown once.
 */
final class HybridWalk {
  private final List<SearchHit> hits;
  private final @Nullable Group group;
  private final List<SearchHit> rest;
  private final int from;
  private final int to;

  /**
   * @param hits all of them, the best first; where they are grouped, the first of each group
   * @param before what earlier pages showed
   * @param offset how many of the others to pass over
   * @param limit the most that the page has
   */
  HybridWalk(List<SearchHit> hits, @Nullable Group group, ShownHits before, int offset, int limit) {
    this.hits = hits;
    this.group = group;
    this.rest = hits.stream().filter(hit -> !before.has(key(hit))).toList();
    this.from = Math.min(offset, rest.size());
    this.to = Math.min(from + limit, rest.size());
  }

  /**
   * The page.
   *
   * @param whole whether nothing matches but what was fused
   */
  SearchPage page(boolean whole) {
    return new SearchPage(rest.subList(from, to), hits.size(), whole, to < rest.size());
  }

  /** What was shown when this page is. */
  ShownHits shown() {
    List<Long> others = rest.subList(to, rest.size()).stream().map(this::key).toList();
    Set<Long> all = hits.stream().map(this::key).collect(Collectors.toSet());
    others.forEach(all::remove);
    return ShownHits.of(all, others);
  }

  /** Tells hits apart; where they are grouped, their groups, whichever hit is the first now. */
  private long key(SearchHit hit) {
    if (group == null) {
      return ShownHits.mixed(hit.place().partition() + 1L) + hit.place().offset();
    }
    long key = 0;
    String name = RankFusion.key(hit.found(), group);
    for (int at = 0; at < name.length(); at++) {
      key = ShownHits.mixed(key + name.charAt(at));
    }
    return key;
  }
}
