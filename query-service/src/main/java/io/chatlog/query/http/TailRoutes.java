package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.query.http.PathIds.SessionAddress;
import io.chatlog.query.tail.TailHub;
import io.chatlog.query.tail.TailListener;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Freshness;

/** Messages as they come, as Server-Sent Events: of one session, and of all of a user. */
final class TailRoutes implements Routes {
  private final ReadSteps steps;
  private final TailHub hub;

  TailRoutes(ReadSteps steps, TailHub hub) {
    this.steps = steps;
    this.hub = hub;
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(
            HttpMethod.GET,
            "/v1/users/{user}/sessions/{session}/messages:stream",
            "tail_session",
            TailParameters.names(TailParameters.AFTER_SEQ),
            this::ofSession)
        .add(
            HttpMethod.GET,
            "/v1/users/{user}/messages:stream",
            "tail_user",
            TailParameters.names(TailParameters.AFTER),
            this::ofUser);
  }

  private Answer ofSession(Request request) {
    SessionAddress address = PathIds.session(request);
    TailParameters parameters = TailParameters.ofSession(request, hub.limits());
    return tail(
        request,
        address.owner(),
        TailSource.ofSession(steps, address, parameters.resumed()).checkedBy(request::admitAgain),
        parameters,
        steps.freshness(request));
  }

  private Answer ofUser(Request request) {
    UserId user = PathIds.user(request);
    TailParameters parameters = TailParameters.ofUser(request, hub.limits());
    Freshness freshness = steps.freshness(request);
    if (parameters.resumed()) {
      // what the client was told must be there, also right after a fail-over
      int partition = steps.reads().partitionOf(user);
      Position told = new Position(partition, parameters.place().offset());
      freshness = reflecting(freshness, Positions.of(told));
    }
    return tail(
        request,
        user,
        TailSource.ofUser(steps, user).checkedBy(request::admitAgain),
        parameters,
        freshness);
  }

  private static Freshness reflecting(Freshness asked, Positions positions) {
    return asked.staleAllowed() ? asked : asked.reflecting(positions);
  }

  /** Listens before it looks, so that nothing comes unnoticed in between. */
  private Answer tail(
      Request request,
      UserId user,
      TailSource source,
      TailParameters parameters,
      Freshness freshness) {
    if (request.isHead()) {
      TailSource.Page first = source.behind(parameters.place(), 1, freshness);
      return ReadSteps.telling(
          first.complete(), Answer.liveStream(200, SseFrames.MEDIA_TYPE, _ -> {}));
    }
    TailListener listener = listen(user);
    boolean begun = false;
    try {
      TailSource.Page first =
          source.behind(
              parameters.place(), parameters.bufferItems(), reflecting(freshness, listener.seen()));
      TailStream stream = new TailStream(source, parameters, hub.limits(), listener, first);
      Answer answer =
          ReadSteps.telling(
              first.complete(), Answer.liveStream(200, SseFrames.MEDIA_TYPE, stream::writeTo));
      begun = true;
      return answer;
    } finally {
      if (!begun) {
        listener.close();
      }
    }
  }

  private TailListener listen(UserId user) {
    if (hub.isClosed()) {
      throw new ProblemException(ErrorCode.NOT_READY, "the server is stopping");
    }
    return hub.listen(user)
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.TOO_MANY_REQUESTS,
                    hub.limits().listenersMax() + " streams are open already"));
  }
}
