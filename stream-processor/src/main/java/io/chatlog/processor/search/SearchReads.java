package io.chatlog.processor.search;

import io.chatlog.value.UserId;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.TermStatistics;
import org.jspecify.annotations.Nullable;

/** Searches of one partition. Thread-safe. Whatever was applied before a call is found by it. */
public interface SearchReads {
  /** What ranking must know of this partition for the terms of a query. */
  TermStatistics termStatistics(String text);

  /**
   * Messages that match a query, best first.
   *
   * @param user only messages of this user; null for all users
   * @param collection statistics of all partitions to rank with; null to rank with this partition's
   * @param rows the rows that the index is derived from
   */
  SearchPage search(
      @Nullable UserId user,
      SearchQuery query,
      @Nullable TermStatistics collection,
      MessageSource rows);
}
