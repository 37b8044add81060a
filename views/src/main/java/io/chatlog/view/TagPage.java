package io.chatlog.view;

import java.util.Comparator;
import java.util.List;

/**
 * Tags of a user's sessions.
 *
 * @param items those of most sessions first, then by name
 * @param more whether tags follow behind the last one
 */
public record TagPage(List<Tag> items, boolean more) {
  /** The largest page. */
  public static final int LIMIT_MAX = 1_000;

  public TagPage {
    items = List.copyOf(items);
  }

  /**
   * A tag.
   *
   * @param sessions how many sessions that are not soft-deleted have it
   */
  public record Tag(String name, long sessions) {
    /** The order of pages. */
    public static final Comparator<Tag> ORDER =
        Comparator.comparingLong(Tag::sessions)
            .reversed()
            .thenComparing(Tag::name, Utf8Order.INSTANCE);
  }
}
