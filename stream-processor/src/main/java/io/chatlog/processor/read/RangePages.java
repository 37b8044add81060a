package io.chatlog.processor.read;

import io.chatlog.view.MessageRange;
import io.chatlog.view.SeqPage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Pages of messages, whatever holds them. A page looks at no more than {@value
 * MessageLists#ROWS_MAX} rows, plus one per message passed over by {@code offset}; one that filters
 * leave short says where to go on.
 *
 * @param matches whether a message is one of those asked for
 */
record RangePages<T>(
    MessageRange range, Scan<T> scan, ToLongFunction<T> seq, Predicate<T> matches) {

  /** Walks over messages by seq. */
  @FunctionalInterface
  interface Scan<T> {
    /**
     * @param fromSeq the smallest seq
     * @param endSeq the seq behind the largest
     * @param visitor whether to go on
     */
    void over(long fromSeq, long endSeq, boolean newestFirst, Predicate<T> visitor);
  }

  /** The page that the range asks for, unless it asks for one around a message. */
  SeqPage<T> page() {
    SeqPages<T> page = new SeqPages<>(range);
    scan.over(
        page.fromSeq(),
        page.endSeq(),
        range.newestFirst(),
        message -> page.take(message, seq.applyAsLong(message), matches.test(message)));
    return page.page();
  }

  /** The page around the message with a seq: up to half of it before, the rest from there on. */
  SeqPage<T> around(long centre) {
    List<T> items = before(centre, range.limit() / 2);
    SeqPages<T> rest = new SeqPages<>(centre - 1, Long.MAX_VALUE, 0, range.limit() - items.size());
    scan.over(
        rest.fromSeq(),
        rest.endSeq(),
        false,
        message -> rest.take(message, seq.applyAsLong(message), matches.test(message)));
    items.addAll(rest.page().items());
    return new SeqPage<>(items, rest.page().next());
  }

  private List<T> before(long centre, int most) {
    List<T> items = new ArrayList<>();
    if (most > 0) {
      int[] looked = new int[1];
      scan.over(
          0,
          centre,
          true,
          message -> {
            if (matches.test(message)) {
              items.add(message);
            }
            looked[0]++;
            return items.size() < most && looked[0] < MessageLists.ROWS_MAX;
          });
    }
    return new ArrayList<>(items.reversed());
  }
}
