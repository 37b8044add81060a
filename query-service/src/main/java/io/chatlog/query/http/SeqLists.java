package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.Request;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.query.http.Parameters.Order;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Entity;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.SeqPage;
import io.chatlog.view.SeqRange;
import io.chatlog.view.wire.AccountCodecs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists of what one panel holds, in the order of {@code seq}. */
final class SeqLists {
  /** The parameters that such a list takes beside its filters. */
  static final Set<String> NAMES =
      Set.of("limit", "cursor", "offset", "order", "after_seq", "before_seq");

  private SeqLists() {}

  /**
   * Answers a request.
   *
   * @param query whose faults so far end the request, too
   * @param cursorKind the number of the walk, never used for another
   * @param filters what else the walk depends on
   * @param read the read of a range
   */
  static <T extends Entity> Answer answer(
      ReadSteps steps,
      Request request,
      QueryParameters query,
      int cursorKind,
      Object filters,
      Function<SeqRange, Read<Lookup<SeqPage<T>>>> read) {
    ReadLimits limits = steps.limits();
    int limit = query.integer("limit", limits.pageItemsDefault(), 1, limits.pageItemsMax());
    int offset = query.integer("offset", 0, 0, SeqRange.OFFSET_MAX);
    Order order = query.oneOf("order", Order.ASC);
    Long after = query.integer("after_seq", 0, Long.MAX_VALUE);
    Long before = query.integer("before_seq", 1, Long.MAX_VALUE);
    String given = Parameters.cursor(query);
    query.throwIfFaulty();
    Cursor<Long> cursors =
        new Cursor<>(cursorKind, AccountCodecs.OFFSET, filters, order, after, before);
    SeqRange whole =
        new SeqRange(
            after == null ? 0 : after,
            before == null ? Long.MAX_VALUE : before,
            order == Order.DESC,
            offset,
            limit);
    SeqRange range = given == null ? whole : whole.rest(cursors.read(given), 0);

    Freshness freshness = steps.freshness(request);
    Complete<Lookup<SeqPage<T>>> first = steps.ask(read.apply(range), freshness);
    SeqPage<T> page = ReadSteps.found(first);
    List<T> items = new ArrayList<>(page.items());
    Long next = page.next();
    // filters can leave a page short, because the work for one is bounded: goes on for a while
    Patience patience = Patience.of(limits.fillMillisMax());
    Freshness later = ReadSteps.noOlderThan(first, freshness);
    while (next != null && items.size() < limit && patience.lasts()) {
      SeqPage<T> more =
          ReadSteps.found(steps.ask(read.apply(range.rest(next, items.size())), later));
      items.addAll(more.items());
      next = more.next();
    }
    return answer(first, items, next == null ? null : cursors.write(next));
  }

  private static <T extends Entity> Answer answer(
      Complete<?> complete, List<T> items, @Nullable String cursor) {
    return ReadSteps.telling(
        complete,
        Answer.json(
            200,
            json -> {
              json.startObject().arrayField("items");
              for (T item : items) {
                EntityJson.write(item, json);
              }
              json.endArray().field("next_cursor", cursor).endObject();
            }));
  }
}
