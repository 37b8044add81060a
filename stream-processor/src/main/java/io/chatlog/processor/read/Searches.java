package io.chatlog.processor.read;

import io.chatlog.processor.search.SearchReads;
import io.chatlog.processor.store.Rows;
import io.chatlog.view.Read;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SimilarQuery;
import io.chatlog.view.TermStatistics;

/** Searches as one partition answers them. */
final class Searches {
  private Searches() {}

  /**
   * A page of one user's hits, which tells what it was ranked with, so that the pages behind it can
   * be ranked alike.
   */
  static SearchPage ofUser(SearchReads index, Rows rows, Read.SearchUser search) {
    TermStatistics given = search.collection();
    TermStatistics collection =
        given == null ? index.termStatistics(search.user(), search.query().text()) : given;
    return index.search(search.user(), search.query(), collection, rows).rankedWith(collection);
  }

  /** A page of what is like a vector, of one user. */
  static SearchPage ofUser(SearchReads index, Rows rows, Read.SimilarUser search) {
    return index.similar(search.user(), search.search(), rows);
  }

  /** The part of one partition. */
  static SearchPage ofAll(SearchReads index, Rows rows, Read.SimilarAll search) {
    SearchQuery query = ofOnePartition(search.search().query());
    return index.similar(null, new SimilarQuery(query, search.search().embedding()), rows);
  }

  /**
   * What one partition must answer so that the parts can be merged: its best offset + limit hits,
   * none passed over.
   */
  static SearchQuery ofOnePartition(SearchQuery query) {
    return query.offset() == 0
        ? query
        : query.page(Math.min(query.offset() + query.limit(), SearchQuery.LIMIT_MAX), 0);
  }
}
