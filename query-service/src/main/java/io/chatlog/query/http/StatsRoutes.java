package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.query.http.PathIds.SessionAddress;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.SessionStats;
import io.chatlog.view.SystemStats;
import io.chatlog.view.UserStats;

/** Statistics of a session, of a user, and of everything. */
final class StatsRoutes implements Routes {
  private final ReadSteps steps;

  StatsRoutes(ReadSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(HttpMethod.GET, "/v1/users/{user}/stats", "user_stats", this::ofUser)
        .add(
            HttpMethod.GET,
            "/v1/users/{user}/sessions/{session}/stats",
            "session_stats",
            this::ofSession)
        .add(HttpMethod.GET, "/v1/stats", "system_stats", this::ofSystem);
  }

  private Answer ofUser(Request request) {
    Complete<Lookup<UserStats>> complete =
        steps.ask(request, new Read.GetUserStats(PathIds.user(request)));
    UserStats stats = ReadSteps.found(complete);
    return ReadSteps.telling(complete, Answer.json(200, json -> StatsJson.write(stats, json)));
  }

  private Answer ofSession(Request request) {
    SessionAddress address = PathIds.session(request);
    Complete<Lookup<SessionStats>> complete =
        steps.ask(request, new Read.GetSessionStats(address.owner(), address.session()));
    SessionStats stats = ReadSteps.found(complete);
    return ReadSteps.telling(complete, Answer.json(200, json -> StatsJson.write(stats, json)));
  }

  private Answer ofSystem(Request request) {
    Complete<SystemStats> complete = steps.askAll(request, new Read.GetSystemStats());
    SystemStats stats = complete.value();
    return ReadSteps.telling(complete, Answer.json(200, json -> StatsJson.write(stats, json)));
  }
}
