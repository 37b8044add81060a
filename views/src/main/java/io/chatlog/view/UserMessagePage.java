package io.chatlog.view;

import java.util.List;

/**
 * Messages of a user, in the order of the log.
 *
 * @param items oldest first
 * @param place where the next page begins: up to this offset everything was looked at
 * @param more whether it is known that something stands behind the place. A page may be short, or
 *     empty, and still have more behind it: the work for one page is bounded
 */
public record UserMessagePage(List<Placed> items, long place, boolean more) {
  public UserMessagePage {
    items = List.copyOf(items);
  }

  /**
   * A message with its place.
   *
   * @param offset of the event that brought the message, in the partition of its owner
   */
  public record Placed(long offset, Message message) {}
}
