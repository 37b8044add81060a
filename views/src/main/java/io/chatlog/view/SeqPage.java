package io.chatlog.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items of a numbered list.
 *
 * @param items in the order asked for
 * @param next where the next page begins: the seq that takes the place of {@code afterSeq} (oldest
 *     first) or {@code beforeSeq} (newest first); null when the range holds no more. A page may be
 *     short, or empty, and still have a next one: the work for one page is bounded
 */
public record SeqPage<T>(List<T> items, @Nullable Long next) implements NumberedPage<T> {
  public SeqPage {
    items = List.copyOf(items);
  }
}
