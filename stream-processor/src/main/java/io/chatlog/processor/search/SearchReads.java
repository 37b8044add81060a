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

/**
 * Searches of one partition. Thread-safe. Whatever {@link #show} said is found by searches; what
 * was applied before a call is found by the others.
 */
public interface SearchReads {
  /**
   * Has searches from now on see what they must: all that was applied up to an offset, and where it
   * costs little also what came since, which they see half a second later at the latest.
   *
   * @param applied all up to this offset was applied before the call
   * @param wanted the least that is wanted, not beyond {@code applied}; -1 for none
   * @return up to where searches see everything
   */
  long show(long applied, long wanted);

  /**
   * Whether searches that ended may have found messages as they were edited behind an offset that
   * {@link #show} told. If so, they are to be asked for again as of it where others follow them.
   */
  boolean sawEditsBehind(long offset);

  /** What ranking must know of this partition for the terms of a query. */
  TermStatistics termStatistics(String text);

  /**
   * A view of what searches see, to search several partitions as one with: see {@link JointSearch}.
   * To be closed.
   *
   * @param withSessions whether what is known of sessions only is wanted, too: their tags
   */
  IndexView view(boolean withSessions);

  /**
   * Messages that match a query, best first; the page tells what it was ranked with.
   *
   * @param user only messages of this user; null for all users
   * @param collection statistics of all partitions to rank with; null to rank with this
   *     partition's, or with those of the user
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
