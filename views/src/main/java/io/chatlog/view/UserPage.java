package io.chatlog.view;

import java.util.List;

/**
 * Users in the order of their ids (by UTF-8 bytes).
 *
 * @param more whether users follow behind the last one
 */
public record UserPage(List<User> items, boolean more) {
  public UserPage {
    items = List.copyOf(items);
  }
}
