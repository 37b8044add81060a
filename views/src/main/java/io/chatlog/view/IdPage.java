package io.chatlog.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Items in the order of their ids (by UTF-8 bytes).
 *
 * @param more whether items follow behind the last one
 */
public record IdPage<T>(List<T> items, boolean more) {
  public IdPage {
    items = List.copyOf(items);
  }

  /** One page of the first pages of several partitions. */
  static <T> IdPage<T> merge(List<IdPage<T>> parts, Function<T, String> id, int limit) {
    List<T> items = new ArrayList<>();
    boolean more = false;
    for (IdPage<T> part : parts) {
      items.addAll(part.items());
      more |= part.more();
    }
    items.sort(Comparator.comparing(id, Utf8Order.INSTANCE));
    return items.size() > limit
        ? new IdPage<>(items.subList(0, limit), true)
        : new IdPage<>(items, more);
  }
}
