package io.chatlog.processor.read;

import io.chatlog.processor.search.JointSearch;
import io.chatlog.processor.search.SearchReads;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Rows;
import io.chatlog.view.Read;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SimilarQuery;
import java.util.ArrayList;
import java.util.List;

/** Searches as one partition answers them. */
final class Searches {
  private Searches() {}

  /**
   * A page of one user's hits, which tells what it was ranked with, so that the pages behind it can
   * be ranked alike.
   */
  static SearchPage ofUser(SearchReads index, Rows rows, Read.SearchUser search) {
    return index.search(search.user(), search.query(), search.collection(), rows);
  }

  /** Whether a read sees what the index shows. */
  static boolean looksAtIndex(Read<?> read) {
    return switch (read) {
      case Read.SearchUser _,
          Read.SimilarUser _,
          Read.SearchAll _,
          Read.SimilarAll _,
          Read.GetTermStatistics _ ->
          true;
      default -> false;
    };
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

  /**
   * The answer of all partitions together.
   *
   * @param partitions by number
   * @throws IllegalArgumentException for a read that is not better joint
   */
  @SuppressWarnings("unchecked") // a search is answered with a page
  static <R> R ofAll(List<PartitionHandle> partitions, Read.OfAll<R> read) {
    List<JointSearch.Part> parts = new ArrayList<>();
    partitions.forEach(handle -> parts.add(new JointSearch.Part(parts.size(), handle.index())));
    JointRows rows = new JointRows(partitions.stream().map(Rows::new).toList());
    return (R)
        switch (read) {
          case Read.SearchAll search ->
              JointSearch.search(parts, search.query(), search.collection(), rows);
          case Read.SimilarAll search -> JointSearch.similar(parts, search.search(), rows);
          default -> throw new IllegalArgumentException(read + " is not asked of all together");
        };
  }
}
