package io.chatlog.view;

import io.chatlog.view.SessionRange.From;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of one user.
 *
 * @param items in the order asked for
 * @param next where the next page begins; null when there is no more. A page may be short, or
 *     empty, and still have a next one: the work for one page is bounded
 */
public record SessionPage(List<Session> items, @Nullable From next) {
  public SessionPage {
    items = List.copyOf(items);
  }
}
