package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.query.http.PathIds.MessageAddress;
import io.chatlog.query.http.PathIds.SessionAddress;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Lookup;
import io.chatlog.view.Message;
import io.chatlog.view.Read;

/** Messages of one session: one by one, as a list, and all of them. */
final class MessageReadRoutes implements Routes {
  private static final String MESSAGES = "/v1/users/{user}/sessions/{session}/messages";

  private static final int CURSOR_KIND = 3;

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
        MessageListParameters.read(
            request.query(), CURSOR_KIND, address, steps.clock(), steps.limits());
    return MessageLists.answer(
        steps,
        request,
        parameters,
        range -> new Read.ListMessages(address.owner(), address.session(), range));
  }
}
