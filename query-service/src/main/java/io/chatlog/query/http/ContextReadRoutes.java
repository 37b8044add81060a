package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.query.http.PathIds.ContextAddress;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.ContextPage;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.SavedContext;
import java.util.Set;

/** Saved contexts: one by one, and as a list, those saved last first. */
final class ContextReadRoutes implements Routes {
  private static final int CURSOR_KIND = 70;

  private final ReadSteps steps;

  ContextReadRoutes(ReadSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(
            HttpMethod.GET,
            "/v1/users/{user}/contexts",
            "list_contexts",
            Set.of("session_id", "limit", "cursor", "offset"),
            this::list)
        .add(HttpMethod.GET, "/v1/users/{user}/contexts/{context}", "get_context", this::get);
  }

  private Answer get(Request request) {
    ContextAddress address = PathIds.context(request);
    Complete<Lookup<SavedContext>> complete =
        steps.ask(request, new Read.GetContext(address.owner(), address.context()));
    SavedContext context = ReadSteps.found(complete);
    return ReadSteps.telling(
        complete,
        Conditional.tagged(
            request,
            SavedContext.VERSION,
            Answer.json(200, json -> EntityJson.write(context, json))));
  }

  private Answer list(Request request) {
    UserId user = PathIds.user(request);
    QueryParameters query = request.query();
    NewestFirst page = NewestFirst.read(query, steps.limits());
    SessionId session = Parameters.session(query);
    query.throwIfFaulty();
    return page.answer(
        steps,
        request,
        (before, limit) ->
            new Read.ListContexts(user, session, before, Math.min(limit, ContextPage.LIMIT_MAX)),
        CURSOR_KIND,
        user,
        session);
  }
}
