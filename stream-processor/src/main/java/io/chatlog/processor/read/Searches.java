package io.chatlog.processor.read;

import io.chatlog.view.SearchQuery;

/** Searches over all users, as one partition sees them. */
final class Searches {
  private Searches() {}

  /**
   * What one partition must answer so that the parts can be merged: its best offset + limit hits,
   * none passed over.
   */
  static SearchQuery ofOnePartition(SearchQuery query) {
    return query.offset() == 0
        ? query
        : new SearchQuery(
            query.text(),
            query.sessions(),
            query.roles(),
            query.channels(),
            query.sources(),
            query.sinceMicros(),
            query.untilMicros(),
            query.minScore(),
            query.highlight(),
            Math.min(query.offset() + query.limit(), SearchQuery.LIMIT_MAX),
            0,
            query.after());
  }
}
