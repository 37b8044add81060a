package io.chatlog.ingest.http;

import io.chatlog.event.Event;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.ItemReader;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.param.MediaType;
import io.chatlog.http.problem.Faults;
import io.chatlog.ingest.accept.Acceptance;
import io.chatlog.ingest.accept.ForkFields;
import io.chatlog.ingest.accept.PatchFields;
import io.chatlog.ingest.accept.RouteKind;
import io.chatlog.ingest.accept.WriteContext;
import io.chatlog.ingest.http.PathIds.SessionAddress;
import io.chatlog.ingest.http.SingleWrite.Success;
import io.chatlog.ingest.outcome.Written;
import io.chatlog.ingest.outcome.Written.Target;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import java.io.IOException;
import java.util.Set;

/** The routes that write sessions. */
final class SessionRoutes implements Routes {
  private static final Set<MediaType> ONE = Set.of(MediaType.JSON);

  private static final Set<MediaType> MANY = Set.of(MediaType.JSON, MediaType.NDJSON);
  private static final String SESSION = "/v1/users/{user}/sessions/{session}";

  private final WriteSteps steps;

  SessionRoutes(WriteSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    routes.add(HttpMethod.POST, "/v1/users/{user}/sessions", "create_session", this::create);
    routes.add(HttpMethod.POST, "/v1/sessions:batch", "create_sessions", this::createMany);
    routes.add(HttpMethod.PUT, SESSION, "put_session", this::put);
    routes.add(HttpMethod.PATCH, SESSION, "patch_session", this::patch);
    routes.add(HttpMethod.DELETE, SESSION, "delete_session", this::delete);
    routes.add(HttpMethod.POST, SESSION + ":fork", "fork_session", this::fork);
    routes.add(HttpMethod.PUT, SESSION + "/tags/{tag}", "tag_session", this::tag);
    routes.add(HttpMethod.DELETE, SESSION + "/tags/{tag}", "untag_session", this::untag);
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
    return steps.single().answer(acceptance, json.faults(), options, Success.CREATED);
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
    return steps.single().answer(acceptance, json.faults(), options, Success.CHANGED);
  }

  private Answer createMany(Request request) throws IOException {
    MediaType type = request.mediaType(MANY);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    WriteContext context = options.context(RouteKind.CREATE_SESSIONS_BATCH);
    ItemAcceptor items =
        new ItemAcceptor(
            steps.encoder(),
            "session_id",
            request.caller(),
            (json, index) ->
                steps
                    .acceptor()
                    .sessionAnywhere(
                        json.text("user_id"), steps.fields().session(json), context.ofItem(index)));
    int itemsMax = steps.settings().batchItemsMax();
    ItemReader reader =
        type == MediaType.NDJSON
            ? ItemReader.lines(request.body(), FieldReaders.SESSION_ANYWHERE, itemsMax)
            : ItemReader.array(request.body(), FieldReaders.SESSION_ANYWHERE, itemsMax);
    return steps.batch().answer(items.all(reader), options, true);
  }

  private Answer put(Request request) throws IOException {
    request.mediaType(ONE);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    SessionAddress address = PathIds.session(request);
    Fields json = StrictJson.object(WriteSteps.objectOrEmpty(request), FieldReaders.SESSION);
    Acceptance acceptance =
        steps
            .acceptor()
            .sessionPut(
                address.owner(),
                address.session(),
                steps.fields().session(json),
                WriteSteps.expectedVersion(request),
                options.context(RouteKind.PUT_SESSION));
    return steps.single().answer(acceptance, json.faults(), options, Success.CREATED_OR_CHANGED);
  }

  private Answer delete(Request request) throws IOException {
    WriteSteps.requireNoBody(request);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    SessionAddress address = PathIds.session(request);
    Acceptance acceptance =
        steps
            .acceptor()
            .sessionDeletion(
                address.owner(),
                address.session(),
                WriteSteps.expectedVersion(request),
                options.context(RouteKind.DELETE_SESSION));
    return steps.single().answer(acceptance, new Faults(), options, Success.REMOVED);
  }

  private Answer tag(Request request) throws IOException {
    return tag(request, true);
  }

  private Answer untag(Request request) throws IOException {
    return tag(request, false);
  }

  private Answer tag(Request request, boolean present) throws IOException {
    WriteSteps.requireNoBody(request);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    SessionAddress address = PathIds.session(request);
    Acceptance acceptance =
        steps
            .acceptor()
            .sessionTag(
                address.owner(),
                address.session(),
                request.path("tag"),
                present,
                options.context(RouteKind.TAG_SESSION));
    return steps.single().answer(acceptance, new Faults(), options, Success.DONE);
  }

  private Answer fork(Request request) throws IOException {
    request.mediaType(ONE);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    SessionAddress address = PathIds.session(request);
    Fields json = StrictJson.object(WriteSteps.objectOrEmpty(request), FieldReaders.FORK);
    ForkFields fields = steps.fields().fork(json);
    if (steps.forks().faults(fields) instanceof Acceptance.Refused refused) {
      FieldReaders.merge(refused.faults(), json.faults());
    }
    json.faults().throwIfAny();
    ForkWrite.Filled filled =
        steps
            .fork()
            .fill(
                steps.references().original(address, request, options),
                fields,
                options,
                options.context(RouteKind.FORK_SESSION));
    Event show = filled.show();
    Session shown = filled.shown();
    if (show != null) {
      return steps.single().answer(show, options, Success.SHOWN, _ -> {});
    }
    if (shown == null) {
      throw new IllegalStateException("a fork is to be shown or is");
    }
    return SingleWrite.present(
        shown, new Written(filled.position(), new Target(address.owner(), filled.fork(), null)));
  }
}
