package io.chatlog.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list whose items have numbers: a seq, or the offset of the event that brought them.
 *
 * @param <T> the items
 */
public interface NumberedPage<T> {
  /** The items, in the order asked for. */
  List<T> items();

  /**
   * The number behind which the next page begins; null when there is no more. A page may be short,
   * or empty, and still have a next one: the work for one page is bounded.
   */
  @Nullable Long next();
}
