package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.Request;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.value.Ids;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Entity;
import io.chatlog.view.Freshness;
import io.chatlog.view.IdPage;
import io.chatlog.view.Read;
import io.chatlog.view.wire.Codec;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists over all partitions in the order of ids, beginning with a prefix. Every partition must
 * answer.
 *
 * @param steps what every read does
 * @param cursorKind the number of the walk, never used for another
 * @param codec of ids
 * @param id the id of an item
 */
record IdLists<T extends Entity, I>(
    ReadSteps steps, int cursorKind, Codec<I> codec, Function<T, I> id) {
  /** How many items may be passed over, which costs as much as reading them. */
  static final int OFFSET_MAX = 10_000;

  /** Makes the read of a page. */
  @FunctionalInterface
  interface PageRead<T, I> {
    Read.OfAll<IdPage<T>> of(String prefix, @Nullable I after, int limit);
  }

  /**
   * Answers a request with {@code prefix}, {@code limit}, {@code cursor} and {@code offset}.
   *
   * @param filter what else the walk depends on; null for nothing
   */
  Answer answer(
      Request request, QueryParameters query, @Nullable Object filter, PageRead<T, I> read) {
    int pageMax = steps.limits().pageItemsMax();
    int limit = query.integer("limit", steps.limits().pageItemsDefault(), 1, pageMax);
    int offset = query.integer("offset", 0, 0, OFFSET_MAX);
    String text = query.string("prefix");
    String prefix = text == null ? "" : text;
    if (prefix.codePointCount(0, prefix.length()) > Ids.CHARS_MAX) {
      query.fault("prefix", "must have at most " + Ids.CHARS_MAX + " characters");
    }
    String given = Parameters.cursor(query);
    query.throwIfFaulty();
    Cursor<I> cursor = new Cursor<>(cursorKind, codec, prefix, filter);
    I after = given == null ? null : cursor.read(given);

    Freshness freshness = steps.freshness(request);
    while (offset > 0) {
      Complete<IdPage<T>> passed =
          page(read.of(prefix, after, Math.min(offset, pageMax)), freshness);
      if (!passed.value().more()) {
        return answer(passed, new IdPage<>(List.of(), false), cursor);
      }
      after = id.apply(passed.value().items().getLast());
      offset -= passed.value().items().size();
    }
    Complete<IdPage<T>> complete = page(read.of(prefix, after, limit), freshness);
    return answer(complete, complete.value(), cursor);
  }

  private Complete<IdPage<T>> page(Read.OfAll<IdPage<T>> read, Freshness freshness) {
    return ReadSteps.whole(steps.ask(read, freshness));
  }

  private Answer answer(Complete<?> complete, IdPage<T> page, Cursor<I> cursor) {
    String next = page.more() ? cursor.write(id.apply(page.items().getLast())) : null;
    return ReadSteps.telling(
        complete,
        Answer.json(
            200,
            json -> {
              json.startObject().arrayField("items");
              for (T item : page.items()) {
                EntityJson.write(item, json);
              }
              json.endArray().field("next_cursor", next).endObject();
            }));
  }
}
