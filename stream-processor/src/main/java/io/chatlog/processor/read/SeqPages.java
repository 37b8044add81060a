package io.chatlog.processor.read;

import io.chatlog.view.MessageRange;
import io.chatlog.view.SeqPage;
import io.chatlog.view.SeqRange;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of a numbered list while it is filled: bounded in its items and in the rows looked at. Not
 * thread-safe.
 */
final class SeqPages<T> {
  private final long afterSeq;
  private final long beforeSeq;
  private final int offset;
  private final int limit;
  private final List<T> items;
  private int looked;
  private int passed;
  private boolean more;
  private long lastSeq;

  SeqPages(SeqRange range) {
    this(range.afterSeq(), range.beforeSeq(), range.offset(), range.limit());
  }

  SeqPages(MessageRange range) {
    this(range.afterSeq(), range.beforeSeq(), range.offset(), range.limit());
  }

  SeqPages(long afterSeq, long beforeSeq, int offset, int limit) {
    this.afterSeq = afterSeq;
    this.beforeSeq = beforeSeq;
    this.offset = offset;
    this.limit = limit;
    this.items = new ArrayList<>(Math.min(limit, 1_000));
  }

  /** The smallest seq to look at. */
  long fromSeq() {
    return afterSeq == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(afterSeq + 1, 0);
  }

  /** The seq behind the largest to look at. */
  long endSeq() {
    return Math.max(beforeSeq, 0);
  }

  /** Takes the next item, in the order of the page, if it matches; whether to go on. */
  boolean take(T item, long seq, boolean matches) {
    if (items.size() == limit || looked >= MessageLists.ROWS_MAX) {
      more = true;
      return false;
    }
    if (!matches) {
      looked++;
    } else if (passed < offset) {
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
