package io.chatlog.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents of a user, newest first.
 *
 * @param next the offset that the next page is before, or null when nothing follows
 */
public record DocumentPage(List<Document> items, @Nullable Long next)
    implements NumberedPage<Document> {
  public DocumentPage {
    items = List.copyOf(items);
  }
}
