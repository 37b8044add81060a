package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.param.IfMatch;
import io.chatlog.query.http.PathIds.SessionAddress;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.Session;
import io.chatlog.view.SessionPage;
import io.chatlog.view.SessionRange;
import java.util.ArrayList;
import java.util.List;

/** Sessions of one user, one by one and as a list. */
final class SessionReadRoutes implements Routes {
  private final ReadSteps steps;

  SessionReadRoutes(ReadSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(
            HttpMethod.GET,
            "/v1/users/{user}/sessions",
            "list_sessions",
            SessionListParameters.NAMES,
            this::list)
        .add(HttpMethod.GET, "/v1/users/{user}/sessions/{session}", "get_session", this::get);
  }

  private Answer get(Request request) {
    SessionAddress address = PathIds.session(request);
    Complete<Lookup<Session>> complete =
        steps.ask(request, new Read.GetSession(address.owner(), address.session()));
    Session session = ReadSteps.found(complete.value());
    return ReadSteps.telling(
        complete,
        Answer.json(200, json -> EntityJson.write(session, json))
            .header(IfMatch.TAG_HEADER, IfMatch.tag(session.version())));
  }

  private Answer list(Request request) {
    UserId user = PathIds.user(request);
    SessionListParameters parameters =
        SessionListParameters.read(request.query(), user, steps.clock(), steps.limits());
    Freshness freshness = steps.freshness(request);
    Complete<Lookup<SessionPage>> first =
        steps.ask(new Read.ListSessions(user, parameters.range()), freshness);
    SessionPage page = ReadSteps.found(first.value());
    List<Session> items = new ArrayList<>(page.items());

    // Filters can leave a page short, because the work for one is bounded: go on for a while.
    Patience patience = Patience.of(steps.limits().fillMillisMax());
    Freshness later = ReadSteps.noOlderThan(first, freshness);
    SessionRange.From next = page.next();
    while (next != null && items.size() < parameters.range().limit() && patience.lasts()) {
      SessionRange rest = parameters.rest(next, items.size());
      SessionPage more =
          ReadSteps.found(steps.ask(new Read.ListSessions(user, rest), later).value());
      items.addAll(more.items());
      next = more.next();
    }
    String cursor = next == null ? null : parameters.cursor(next);
    return ReadSteps.telling(
        first,
        Answer.json(
            200,
            json -> {
              json.startObject().arrayField("items");
              for (Session session : items) {
                EntityJson.write(session, parameters.includeMetadata(), json);
              }
              json.endArray().field("next_cursor", cursor).endObject();
            }));
  }
}
