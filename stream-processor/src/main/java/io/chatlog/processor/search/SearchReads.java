package io.chatlog.processor.search;

import io.chatlog.value.UserId;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SimilarQuery;
import io.chatlog.view.TagPage;
import io.chatlog.view.TermStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Searches of one partition. Thread-safe. Whatever was applied before a call is found by it. */
public interface SearchReads {
  /** What ranking must know of this partition for the terms of a query. */
  TermStatistics termStatistics(String text);

  /** The same in what one user has. */
  TermStatistics termStatistics(UserId user, String text);

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

  /**
   * Messages whose vectors are like another one, the nearest first.
   *
   * @param user only messages of this user; null for all users
   * @param rows the rows that the index is derived from
   */
  SearchPage similar(@Nullable UserId user, SimilarQuery query, MessageSource rows);

  /**
   * Sessions for a page of a list.
   *
   * @param user only sessions of this user; null for all users
   * @param range what is asked for; its offset and limit are not looked at
   * @param asOf the offset as of which sessions are ordered; empty for now
   * @param many how many places are wanted at most, those behind the page's beginning
   */
  SessionFinds sessions(@Nullable UserId user, SessionRange range, OptionalLong asOf, int many);

  /** The tags of a user's sessions that are not deleted, those of most sessions first. */
  List<TagPage.Tag> tags(UserId user);

  /** A view of all documents. */
  IndexAudit audit();

  /**
   * What is wrong with the files of the index, every byte of which is read; empty when nothing is.
   * An index that is damaged is closed and built anew.
   *
   * @param tick told now and then; may throw to end it
   */
  Optional<String> damage(Runnable tick);
}
