package io.chatlog.view;

import java.util.List;

/**
 * Messages of a user, in the order of the log.
 *
 * @param items as the events brought or showed them
 * @param place where the next page begins: up to here everything was looked at
 * @param more whether it is known that something stands behind the place. A page may be short, or
 *     empty, and still have more behind it: the work for one page is bounded
 */
public record UserMessagePage(List<Placed> items, StreamPlace place, boolean more) {
  public UserMessagePage {
    items = List.copyOf(items);
  }

  /**
   * A message with its place: behind it the message was told.
   *
   * @param place the offset of the event that brought the message, in the partition of its owner;
   *     or of the one that showed the session, and the message's {@code seq}
   */
  public record Placed(StreamPlace place, Message message) {}
}
