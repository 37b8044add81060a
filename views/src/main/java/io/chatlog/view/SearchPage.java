package io.chatlog.view;

import java.util.List;

/**
 * What a search found.
 *
 * @param hits best first
 * @param total how many match
 * @param totalIsExact false when {@code total} is a lower bound
 * @param more whether hits follow behind the last one
 */
public record SearchPage(List<SearchHit> hits, long total, boolean totalIsExact, boolean more) {
  public SearchPage {
    hits = List.copyOf(hits);
  }
}
