package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.param.IfMatch;
import io.chatlog.query.http.PathIds.SessionAddress;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.Session;

/** Sessions, one by one and as lists. */
final class SessionReadRoutes implements Routes {
  private final ReadSteps steps;
  private final SessionLists lists;

  SessionReadRoutes(ReadSteps steps) {
    this.steps = steps;
    this.lists = new SessionLists(steps);
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(
            HttpMethod.GET,
            "/v1/users/{user}/sessions",
            "list_sessions",
            SessionListParameters.NAMES,
            lists::ofUser)
        .add(
            HttpMethod.GET,
            "/v1/sessions",
            "list_all_sessions",
            SessionListParameters.NAMES,
            lists::ofAll)
        .add(HttpMethod.GET, "/v1/users/{user}/sessions/{session}", "get_session", this::get);
  }

  private Answer get(Request request) {
    SessionAddress address = PathIds.session(request);
    Complete<Lookup<Session>> complete =
        steps.ask(request, new Read.GetSession(address.owner(), address.session()));
    Session session = ReadSteps.found(complete);
    return ReadSteps.telling(
        complete,
        Answer.json(200, json -> EntityJson.write(session, json))
            .header(IfMatch.TAG_HEADER, IfMatch.tag(session.version())));
  }
}
