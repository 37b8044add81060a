package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.Request;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Entity;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.MessageRange;
import io.chatlog.view.NumberedPage;
import io.chatlog.view.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lists of the messages of a session, or of a panel. */
final class MessageLists {
  private MessageLists() {}

  /**
   * Answers a request. Filters can leave a page short, because the work for one is bounded: it is
   * filled up for a while.
   *
   * @param read the read of a range
   */
  static <T extends Entity, P extends NumberedPage<T>> Answer answer(
      ReadSteps steps,
      Request request,
      MessageListParameters parameters,
      Function<MessageRange, Read<Lookup<P>>> read) {
    int limit = parameters.range().limit();
    Freshness freshness = steps.freshness(request);
    Complete<Lookup<P>> first = steps.ask(read.apply(parameters.range()), freshness);
    P page = ReadSteps.found(first);
    List<T> items = new ArrayList<>(page.items());
    Long next = page.next();
    Patience patience =
        Patience.of(
            parameters.lastOnly() ? steps.limits().allMillisMax() : steps.limits().fillMillisMax());
    Freshness later = ReadSteps.noOlderThan(first, freshness);
    while (next != null && items.size() < limit && patience.lasts()) {
      P more = ReadSteps.found(steps.ask(read.apply(parameters.rest(next, items.size())), later));
      items.addAll(more.items());
      next = more.next();
    }
    if (parameters.lastOnly() && next != null && items.size() < limit) {
      throw new ProblemException(
          ErrorCode.DEADLINE_EXCEEDED, "the last messages that match were not found in time");
    }
    String cursor = next == null || parameters.lastOnly() ? null : parameters.cursor(next);
    List<T> shown = parameters.lastOnly() ? items.reversed() : items;
    return ReadSteps.telling(
        first,
        Answer.json(
            200,
            json -> {
              json.startObject().arrayField("items");
              for (T message : shown) {
                EntityJson.write(message, json);
              }
              json.endArray().field("next_cursor", cursor).endObject();
            }));
  }
}
