package io.chatlog.query.http;

import io.chatlog.query.context.Said;
import io.chatlog.query.http.PathIds.SessionAddress;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Message;
import io.chatlog.view.MessagePage;
import io.chatlog.view.MessageRange;
import io.chatlog.view.Read;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What was said in a part of a session: the newest messages of it, as many as the bounds allow, in
 * the order in which they were said.
 *
 * @param first what the answer reflects
 * @param available about how many messages the part has
 */
record SaidMessages(Complete<?> first, List<Said> messages, long available) {
  /** The most messages that are looked at. */
  static final int MESSAGES_MAX = 2_000;

  /** How much of their text is looked at; the message with which it is reached still counts. */
  static final int CHARS_MAX = 500_000;

  private static final int PAGE_ITEMS = 100;

  /**
   * Which messages.
   *
   * @param fromSeq the first
   * @param toSeq the last
   * @param most how many of them, the newest
   * @param byCount whether the client said how many, and so wants no more
   */
  record Range(long fromSeq, long toSeq, int most, boolean byCount) {}

  static SaidMessages read(
      ReadSteps steps, SessionAddress address, Range range, Freshness freshness) {
    List<Said> newestFirst = new ArrayList<>();
    Complete<Lookup<MessagePage>> first = null;
    Long before = range.toSeq() + 1;
    long oldest = before;
    long chars = 0;
    Patience patience = Patience.of(steps.limits().allMillisMax());
    while (before != null && newestFirst.size() < range.most() && chars < CHARS_MAX) {
      int items = Math.min(PAGE_ITEMS, range.most() - newestFirst.size());
      Freshness asked = first == null ? freshness : ReadSteps.noOlderThan(first, freshness);
      Complete<Lookup<MessagePage>> complete =
          steps.ask(
              new Read.ListMessages(address.owner(), address.session(), page(range, before, items)),
              asked);
      MessagePage page = ReadSteps.found(complete);
      first = first == null ? complete : first;
      for (Message message : page.items()) {
        if (chars >= CHARS_MAX) {
          break;
        }
        newestFirst.add(
            new Said(message.seq(), message.role(), message.content(), message.authorId()));
        chars += message.content().length();
        oldest = message.seq();
      }
      before = page.next();
      if (!patience.lasts()) {
        break;
      }
    }
    if (first == null) {
      throw new AssertionError("a range has at least one page");
    }
    boolean all = before == null && (newestFirst.isEmpty() || chars < CHARS_MAX);
    boolean asMany = range.byCount() && newestFirst.size() == range.most();
    long left = all || asMany ? 0 : oldest - range.fromSeq();
    Collections.reverse(newestFirst);
    return new SaidMessages(first, List.copyOf(newestFirst), newestFirst.size() + left);
  }

  private static MessageRange page(Range range, long beforeSeq, int items) {
    return new MessageRange(
        range.fromSeq() - 1,
        beforeSeq,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Set.of(),
        true,
        0,
        items,
        null);
  }
}
