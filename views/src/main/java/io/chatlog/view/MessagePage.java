package io.chatlog.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one session.
 *
 * @param items in the order asked for
 * @param next where the next page begins: the seq that takes the place of {@code afterSeq} (oldest
 *     first) or {@code beforeSeq} (newest first); null when the range holds no more. A page may be
 *     short, or empty, and still have a next one: the work for one page is bounded
 * @param life the session's, for who follows it; null for others
 */
public record MessagePage(List<Message> items, @Nullable Long next, @Nullable Life life)
    implements NumberedPage<Message> {
  public MessagePage {
    items = List.copyOf(items);
  }

  /** A page of a list. */
  public MessagePage(List<Message> items, @Nullable Long next) {
    this(items, next, null);
  }

  /**
   * What tells the messages of a session from those of another one of the same id, which was
   * deleted before.
   *
   * @param lastSeq the largest seq that the session ever gave to a message
   * @param beganOffset the offset of the event that made it
   * @param anew whether there was another one
   */
  public record Life(long lastSeq, long beganOffset, boolean anew) {}
}
