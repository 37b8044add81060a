package io.chatlog.ingest.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.param.MediaType;
import io.chatlog.ingest.accept.Acceptance;
import io.chatlog.ingest.accept.PatchFields;
import io.chatlog.ingest.accept.RouteKind;
import io.chatlog.ingest.http.PathIds.SessionAddress;
import io.chatlog.value.UserId;
import java.io.IOException;
import java.util.Set;

/** The routes that write sessions. */
final class SessionRoutes implements Routes {
  private static final Set<MediaType> ONE = Set.of(MediaType.JSON);

  private final WriteSteps steps;

  SessionRoutes(WriteSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    routes.add(HttpMethod.POST, "/v1/users/{user}/sessions", "create_session", this::create);
    routes.add(
        HttpMethod.PATCH, "/v1/users/{user}/sessions/{session}", "patch_session", this::patch);
  }

  private Answer create(Request request) throws IOException {
    request.mediaType(ONE);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    UserId owner = PathIds.user(request);
    Fields json = StrictJson.object(WriteSteps.objectOrEmpty(request), FieldReaders.SESSION);
    Acceptance acceptance =
        steps
            .acceptor()
            .session(
                owner, steps.fields().session(json), options.context(RouteKind.CREATE_SESSION));
    return steps.single().answer(acceptance, json.faults(), options, 201);
  }

  private Answer patch(Request request) throws IOException {
    request.mediaType(ONE);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    SessionAddress address = PathIds.session(request);
    Fields json = StrictJson.object(request.body(), PatchReader.SESSION);
    PatchFields patch = steps.patches().session(json);
    Acceptance acceptance =
        steps
            .acceptor()
            .sessionPatch(
                address.owner(),
                address.session(),
                patch,
                WriteSteps.expectedVersion(request),
                options.context(RouteKind.PATCH_SESSION));
    return steps.single().answer(acceptance, json.faults(), options, 200);
  }
}
