package io.chatlog.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Contexts of a user, those saved last first.
 *
 * @param next where the next page begins, as {@link Read.ListContexts} takes it; null when no more
 *     follow. A page may be short, or empty, and still have a next one: the work for one page is
 *     bounded
 */
public record ContextPage(List<SavedContext> items, @Nullable Long next)
    implements NumberedPage<SavedContext> {
  /** The largest page. */
  public static final int LIMIT_MAX = 1_000;

  public ContextPage {
    items = List.copyOf(items);
  }
}
