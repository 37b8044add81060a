package io.chatlog.ingest.http;

import io.chatlog.event.Event;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.body.Body;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.ItemReader;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.param.MediaType;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.http.problem.Faults;
import io.chatlog.ingest.accept.Acceptance;
import io.chatlog.ingest.accept.PatchFields;
import io.chatlog.ingest.accept.RouteKind;
import io.chatlog.ingest.accept.UserFields;
import io.chatlog.ingest.accept.WriteContext;
import io.chatlog.value.UserId;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The routes that write users. */
final class UserRoutes implements Routes {
  private static final Set<MediaType> ONE = Set.of(MediaType.JSON);
  private static final Set<MediaType> MANY =
      Set.of(MediaType.JSON, MediaType.NDJSON, MediaType.CSV);

  private final WriteSteps steps;

  UserRoutes(WriteSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    routes.add(HttpMethod.POST, "/v1/users", "create_user", this::create);
    routes.add(HttpMethod.POST, "/v1/users:batch", "create_users", this::createMany);
    routes.add(HttpMethod.PATCH, "/v1/users/{user}", "patch_user", this::patch);
    routes.add(HttpMethod.DELETE, "/v1/users/{user}", "delete_user", Set.of("force"), this::delete);
  }

  private Answer create(Request request) throws IOException {
    request.mediaType(ONE);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    Fields json = StrictJson.object(WriteSteps.objectOrEmpty(request), FieldReaders.USER);
    UserFields fields = steps.fields().user(json);
    Acceptance acceptance = steps.acceptor().user(fields, options.context(RouteKind.CREATE_USER));
    Event event = SingleWrite.accepted(acceptance, json.faults());
    return steps.users().create(steps.hashing().created(event, fields.password()), options);
  }

  private Answer createMany(Request request) throws IOException {
    MediaType type = request.mediaType(MANY);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    WriteContext context = options.context(RouteKind.CREATE_USERS_BATCH);
    ItemAcceptor items =
        new ItemAcceptor(
            steps.encoder(), "user_id", request.caller(), new BatchPasswords(steps, context));
    UserBatch users = new UserBatch(steps.encoder(), steps.emails());
    return steps
        .batch()
        .answer(users.claimed(read(type, request.body(), items)), options, true, users::settle);
  }

  private List<BatchItem> read(MediaType type, Body body, ItemAcceptor items) {
    int itemsMax = steps.settings().batchItemsMax();
    return switch (type) {
      case JSON -> items.all(ItemReader.array(body, FieldReaders.USER, itemsMax));
      case NDJSON -> items.all(ItemReader.lines(body, FieldReaders.USER, itemsMax));
      case CSV -> CsvUsers.read(body, itemsMax, items);
      case FORM -> throw new IllegalArgumentException("the route takes no forms");
    };
  }

  private Answer patch(Request request) throws IOException {
    request.mediaType(ONE);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    UserId user = PathIds.user(request);
    Fields json = StrictJson.object(request.body(), PatchReader.USER);
    PatchFields patch = steps.patches().user(json);
    Acceptance acceptance =
        steps
            .acceptor()
            .userPatch(
                user,
                patch,
                WriteSteps.expectedVersion(request),
                options.context(RouteKind.PATCH_USER));
    Event event = SingleWrite.accepted(acceptance, json.faults());
    return steps.users().patch(steps.hashing().patched(event, patch), options);
  }

  private Answer delete(Request request) throws IOException {
    WriteSteps.requireNoBody(request);
    QueryParameters query = request.query();
    boolean force = query.bool("force", false);
    query.throwIfFaulty();
    WriteOptions options = WriteOptions.of(request, steps.settings());
    Acceptance acceptance =
        steps
            .acceptor()
            .userDeletion(PathIds.user(request), force, options.context(RouteKind.DELETE_USER));
    return steps.users().delete(SingleWrite.accepted(acceptance, new Faults()), options);
  }
}
