package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.query.http.PathIds.MessageAddress;
import io.chatlog.query.http.PathIds.SessionAddress;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Message;
import io.chatlog.view.MessagePage;
import io.chatlog.view.Read;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages of one session: one by one, as a list, and all of them. */
final class MessageReadRoutes implements Routes {
  private static final String MESSAGES = "/v1/users/{user}/sessions/{session}/messages";

  private final ReadSteps steps;

  MessageReadRoutes(ReadSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(HttpMethod.GET, MESSAGES, "list_messages", MessageListParameters.NAMES, this::list)
        .add(HttpMethod.GET, MESSAGES + ":all", "all_messages", this::all)
        .add(HttpMethod.GET, MESSAGES + "/{message}", "get_message", this::get);
  }

  private Answer get(Request request) {
    MessageAddress address = PathIds.message(request);
    Complete<Lookup<Message>> complete =
        steps.ask(
            request, new Read.GetMessage(address.owner(), address.session(), address.message()));
    Message message = ReadSteps.found(complete);
    return ReadSteps.telling(
        complete,
        Conditional.tagged(
            request, message.version(), Answer.json(200, json -> EntityJson.write(message, json))));
  }

  private Answer all(Request request) {
    SessionAddress address = PathIds.session(request);
    MessageStream stream =
        MessageStream.begin(steps, address, steps.freshness(request), request::admitAgain);
    return ReadSteps.telling(
        stream.first(), Answer.stream(200, "application/x-ndjson", stream::writeTo));
  }

  private Answer list(Request request) {
    SessionAddress address = PathIds.session(request);
    MessageListParameters parameters =
        MessageListParameters.read(request.query(), address, steps.clock(), steps.limits());
    Freshness freshness = steps.freshness(request);
    Complete<Lookup<MessagePage>> first =
        steps.ask(
            new Read.ListMessages(address.owner(), address.session(), parameters.range()),
            freshness);
    MessagePage page = ReadSteps.found(first);
    List<Message> items = new ArrayList<>(page.items());
    Long next = fill(parameters, address, items, page.next(), first, freshness);

    if (parameters.lastOnly() && next != null && items.size() < parameters.range().limit()) {
      throw new ProblemException(
          ErrorCode.DEADLINE_EXCEEDED, "the last messages that match were not found in time");
    }
    String cursor = next == null || parameters.lastOnly() ? null : parameters.cursor(next);
    List<Message> shown = parameters.lastOnly() ? items.reversed() : items;
    return ReadSteps.telling(
        first,
        Answer.json(
            200,
            json -> {
              json.startObject().arrayField("items");
              for (Message message : shown) {
                EntityJson.write(message, json);
              }
              json.endArray().field("next_cursor", cursor).endObject();
            }));
  }

  /** Filters can leave a page short, because the work for one is bounded: goes on for a while. */
  private @Nullable Long fill(
      MessageListParameters parameters,
      SessionAddress address,
      List<Message> items,
      @Nullable Long from,
      Complete<?> first,
      Freshness freshness) {
    Patience patience =
        Patience.of(
            parameters.lastOnly() ? steps.limits().allMillisMax() : steps.limits().fillMillisMax());
    Freshness later = ReadSteps.noOlderThan(first, freshness);
    Long next = from;
    while (next != null && items.size() < parameters.range().limit() && patience.lasts()) {
      Read<Lookup<MessagePage>> read =
          new Read.ListMessages(
              address.owner(), address.session(), parameters.rest(next, items.size()));
      MessagePage more = ReadSteps.found(steps.ask(read, later));
      items.addAll(more.items());
      next = more.next();
    }
    return next;
  }
}
