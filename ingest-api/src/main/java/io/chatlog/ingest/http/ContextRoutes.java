package io.chatlog.ingest.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.param.MediaType;
import io.chatlog.http.problem.Faults;
import io.chatlog.ingest.accept.Acceptance;
import io.chatlog.ingest.accept.ContextAcceptor;
import io.chatlog.ingest.accept.RouteKind;
import io.chatlog.ingest.http.PathIds.ContextAddress;
import io.chatlog.ingest.http.SingleWrite.Success;
import io.chatlog.value.UserId;
import java.io.IOException;
import java.util.Set;

/** The routes that save contexts and delete them. */
final class ContextRoutes implements Routes {
  private final WriteSteps steps;
  private final ContextAcceptor acceptor;

  ContextRoutes(WriteSteps steps) {
    this.steps = steps;
    this.acceptor = new ContextAcceptor(steps.acceptor());
  }

  @Override
  public void register(RouteTable routes) {
    routes.add(HttpMethod.POST, "/v1/users/{user}/contexts", "save_context", this::save);
    routes.add(
        HttpMethod.DELETE, "/v1/users/{user}/contexts/{context}", "delete_context", this::delete);
  }

  private Answer save(Request request) throws IOException {
    request.mediaType(Set.of(MediaType.JSON));
    WriteOptions options = WriteOptions.of(request, steps.settings());
    UserId owner = PathIds.user(request);
    Fields json = StrictJson.object(request.body(), ContextReader.NAMES);
    Acceptance acceptance =
        acceptor.save(owner, ContextReader.read(json), options.context(RouteKind.SAVE_CONTEXT));
    return steps.single().answer(acceptance, json.faults(), options, Success.CREATED);
  }

  private Answer delete(Request request) throws IOException {
    WriteSteps.requireNoBody(request);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    ContextAddress address = PathIds.context(request);
    Acceptance acceptance =
        acceptor.deletion(
            address.owner(), address.context(), options.context(RouteKind.DELETE_CONTEXT));
    return steps.single().answer(acceptance, new Faults(), options, Success.REMOVED);
  }
}
