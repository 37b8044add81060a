package io.chatlog.processor.read;

import io.chatlog.processor.search.JointSearch;
import io.chatlog.processor.search.SearchReads;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Rows;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Read;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SimilarQuery;
import io.chatlog.view.TermStatistics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches as one partition answers them. */
final class Searches {
  private Searches() {}

  /**
   * A page of one user's hits, which tells what it was ranked with, so that the pages behind it can
   * be ranked alike.
   *
   * @param reflects the position that the page is said to reflect
   */
  static SearchPage ofUser(
      SearchReads index, Rows rows, Read.SearchUser search, Positions reflects) {
    return page(index, search.user(), search.query(), search.collection(), rows, reflects);
  }

  /** The part of one partition. */
  static SearchPage ofAll(SearchReads index, Rows rows, Read.SearchAll search, Positions reflects) {
    SearchQuery query = ofOnePartition(search.query());
    return page(index, null, query, search.collection(), rows, reflects);
  }

  private static SearchPage page(
      SearchReads index,
      @Nullable UserId user,
      SearchQuery query,
      @Nullable TermStatistics collection,
      Rows rows,
      Positions reflects) {
    SearchPage page = index.search(user, query, collection, rows);
    return isAhead(List.of(index), query, reflects)
        ? index.search(user, query.asOf(reflects), page.collection(), rows)
        : page;
  }

  /**
   * Whether a page of all that there is may show a message as it was edited behind what the page is
   * said to reflect: the pages behind it would take it as it was. Seldom, a view is ahead by
   * milliseconds.
   *
   * @param indexes those of the partitions that the positions name, in their order
   */
  private static boolean isAhead(List<SearchReads> indexes, SearchQuery query, Positions reflects) {
    if (query.filter().isAsOf() || query.after() != null) {
      return false;
    }
    List<Long> offsets = List.copyOf(reflects.offsets().values());
    for (int at = 0; at < indexes.size(); at++) {
      if (indexes.get(at).sawEditsBehind(offsets.get(at))) {
        return true;
      }
    }
    return false;
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
  static SearchPage ofUser(
      SearchReads index, Rows rows, Read.SimilarUser search, Positions reflects) {
    return similar(index, search.user(), search.search(), rows, reflects);
  }

  private static SearchPage similar(
      SearchReads index,
      @Nullable UserId user,
      SimilarQuery search,
      Rows rows,
      Positions reflects) {
    SearchPage page = index.similar(user, search, rows);
    return isAhead(List.of(index), search.query(), reflects)
        ? index.similar(user, asOf(search, reflects), rows)
        : page;
  }

  private static SimilarQuery asOf(SimilarQuery search, Positions reflects) {
    return new SimilarQuery(search.query().asOf(reflects), search.embedding());
  }

  /** The part of one partition. */
  static SearchPage ofAll(
      SearchReads index, Rows rows, Read.SimilarAll search, Positions reflects) {
    SearchQuery query = ofOnePartition(search.search().query());
    SimilarQuery part = new SimilarQuery(query, search.search().embedding());
    return similar(index, null, part, rows, reflects);
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
   * @param reflects the positions that the answer is said to reflect, of all of them
   * @throws IllegalArgumentException for a read that is not better joint
   */
  @SuppressWarnings("unchecked") // a search is answered with a page
  static <R> R ofAll(List<PartitionHandle> partitions, Read.OfAll<R> read, Positions reflects) {
    List<JointSearch.Part> parts = new ArrayList<>();
    partitions.forEach(handle -> parts.add(new JointSearch.Part(parts.size(), handle.index())));
    List<SearchReads> indexes = parts.stream().map(JointSearch.Part::index).toList();
    JointRows rows = new JointRows(partitions.stream().map(Rows::new).toList());
    return (R)
        switch (read) {
          case Read.SearchAll search -> {
            SearchQuery query = search.query();
            SearchPage page = JointSearch.search(parts, query, search.collection(), rows);
            yield isAhead(indexes, query, reflects)
                ? JointSearch.search(parts, query.asOf(reflects), page.collection(), rows)
                : page;
          }
          case Read.SimilarAll search -> {
            SearchPage page = JointSearch.similar(parts, search.search(), rows);
            yield isAhead(indexes, search.search().query(), reflects)
                ? JointSearch.similar(parts, asOf(search.search(), reflects), rows)
                : page;
          }
          default -> throw new IllegalArgumentException(read + " is not asked of all together");
        };
  }
}
