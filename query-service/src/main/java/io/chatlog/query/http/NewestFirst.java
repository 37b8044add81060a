package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.Request;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Entity;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.NumberedPage;
import io.chatlog.view.Read;
import io.chatlog.view.wire.AccountCodecs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists of what events brought, those of the latest events first: documents and contexts. A walk
 * goes on behind the offset of an event, so it survives writes.
 *
 * @param limit the most items of a page
 * @param offset how many matching items to pass over first, which costs as much as reading them
 * @param cursor what the client gave, or null
 */
record NewestFirst(int limit, int offset, @Nullable String cursor) {
  /** The largest offset. */
  static final int OFFSET_MAX = 10_000;

  /** Reads the parameters that every such list has; faults are collected in the query. */
  static NewestFirst read(QueryParameters query, ReadLimits limits) {
    return new NewestFirst(
        query.integer("limit", limits.pageItemsDefault(), 1, limits.pageItemsMax()),
        query.integer("offset", 0, 0, OFFSET_MAX),
        Parameters.cursor(query));
  }

  /** Makes the read of a page. */
  @FunctionalInterface
  interface PageRead<P> {
    /**
     * @param before only items of events before this offset; null for all
     */
    Read<Lookup<P>> of(@Nullable Long before, int limit);
  }

  /**
   * Answers a request.
   *
   * @param cursorKind the number of the walk, never used for another
   * @param walk everything that the walk depends on but its page size, in a fixed order
   */
  <T extends Entity, P extends NumberedPage<T>> Answer answer(
      ReadSteps steps,
      Request request,
      PageRead<P> read,
      int cursorKind,
      @Nullable Object... walk) {
    Cursor<Long> cursors = new Cursor<>(cursorKind, AccountCodecs.OFFSET, walk);
    Long before = cursor == null ? null : cursors.read(cursor);
    Freshness freshness = steps.freshness(request);
    Complete<Lookup<P>> first = steps.ask(read.of(before, most(offset)), freshness);
    P page = ReadSteps.found(first);
    Passing<T> passing = new Passing<>(offset);
    passing.take(page.items());
    Long next = page.next();
    // those of soft-deleted sessions, and filters, can leave a page short: goes on for a while
    Patience fill = Patience.of(steps.limits().fillMillisMax());
    Patience all = Patience.of(steps.limits().allMillisMax());
    Freshness later = ReadSteps.noOlderThan(first, freshness);
    while (next != null
        && passing.items.size() < limit
        && (passing.left > 0 ? all : fill).lasts()) {
      int most = Math.min(most(passing.left), limit - passing.items.size() + passing.left);
      page = ReadSteps.found(steps.ask(read.of(next, most), later));
      passing.take(page.items());
      next = page.next();
    }
    if (next != null && passing.left > 0) {
      throw new ProblemException(
          ErrorCode.DEADLINE_EXCEEDED, "what is behind the offset was not found in time");
    }
    return answer(first, passing.items, next == null ? null : cursors.write(next));
  }

  /** How many items a read may bring without one more than the page holds. */
  private int most(int passedOver) {
    return Math.min(passedOver + limit, Read.ListDocuments.LIMIT_MAX);
  }

  /** Items behind the offset. */
  private static final class Passing<T> {
    private final List<T> items = new ArrayList<>();
    private int left;

    Passing(int left) {
      this.left = left;
    }

    void take(List<T> more) {
      int passed = Math.min(left, more.size());
      left -= passed;
      items.addAll(more.subList(passed, more.size()));
    }
  }

  private static Answer answer(
      Complete<?> complete, List<? extends Entity> items, @Nullable String cursor) {
    return ReadSteps.telling(
        complete,
        Answer.json(
            200,
            json -> {
              json.startObject().arrayField("items");
              for (Entity item : items) {
                EntityJson.write(item, json);
              }
              json.endArray().field("next_cursor", cursor).endObject();
            }));
  }
}
