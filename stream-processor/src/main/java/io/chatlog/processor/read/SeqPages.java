package io.chatlog.processor.read;

import io.chatlog.view.SeqPage;
import io.chatlog.view.SeqRange;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of a numbered list while it is filled: bounded in its items and in the rows looked at. Not
 * thread-safe.
 */
final class SeqPages<T> {
  private final SeqRange range;
  private final List<T> items;
  private int looked;
  private int passed;
  private boolean more;
  private long lastSeq;

  SeqPages(SeqRange range) {
    this.range = range;
    this.items = new ArrayList<>(Math.min(range.limit(), 1_000));
  }

  /** The smallest seq to look at. */
  long fromSeq() {
    return range.afterSeq() == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(range.afterSeq() + 1, 0);
  }

  /** The seq behind the largest to look at. */
  long endSeq() {
    return Math.max(range.beforeSeq(), 0);
  }

  /** Takes the next item, in the order of the page, if it matches; whether to go on. */
  boolean take(T item, long seq, boolean matches) {
    if (items.size() == range.limit() || looked >= MessageLists.ROWS_MAX) {
      more = true;
      return false;
    }
    if (!matches) {
      looked++;
    } else if (passed < range.offset()) {
      passed++;
    } else {
      looked++;
      items.add(item);
    }
    lastSeq = seq;
    return true;
  }

  SeqPage<T> page() {
    return new SeqPage<>(items, more ? (Long) lastSeq : null);
  }
}
