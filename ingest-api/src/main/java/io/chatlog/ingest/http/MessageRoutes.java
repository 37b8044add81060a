package io.chatlog.ingest.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.body.Body;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.ItemReader;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.param.MediaType;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.http.problem.Faults;
import io.chatlog.ingest.accept.Acceptance;
import io.chatlog.ingest.accept.PatchFields;
import io.chatlog.ingest.accept.RouteKind;
import io.chatlog.ingest.accept.WriteContext;
import io.chatlog.ingest.http.PathIds.MessageAddress;
import io.chatlog.ingest.http.PathIds.SessionAddress;
import io.chatlog.ingest.http.SingleWrite.Success;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The routes that write messages. */
final class MessageRoutes implements Routes {
  private static final String MESSAGES = "/v1/users/{user}/sessions/{session}/messages";
  private static final String ID = "message_id";
  private static final Set<MediaType> ONE = Set.of(MediaType.JSON);
  private static final Set<MediaType> MANY = Set.of(MediaType.JSON, MediaType.NDJSON);

  private final WriteSteps steps;

  MessageRoutes(WriteSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    routes.add(HttpMethod.POST, MESSAGES, "post_message", this::post);
    routes.add(HttpMethod.POST, MESSAGES + ":batch", "post_messages", this::postMany);
    routes.add(HttpMethod.PATCH, MESSAGES + "/{message}", "patch_message", this::patch);
    routes.add(HttpMethod.DELETE, MESSAGES + "/{message}", "delete_message", this::delete);
    routes.add(
        HttpMethod.POST,
        "/v1/messages:batch",
        "post_messages_anywhere",
        Set.of("create_missing"),
        this::postAnywhere);
  }

  private Answer post(Request request) throws IOException {
    request.mediaType(ONE);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    SessionAddress address = PathIds.session(request);
    Fields json = StrictJson.object(request.body(), FieldReaders.MESSAGE);
    Acceptance acceptance =
        steps
            .acceptor()
            .message(
                address.owner(),
                address.session(),
                steps.fields().message(json),
                options.context(RouteKind.POST_MESSAGE));
    return steps.single().answer(acceptance, json.faults(), options, Success.CREATED);
  }

  private Answer postMany(Request request) throws IOException {
    MediaType type = request.mediaType(MANY);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    SessionAddress address = PathIds.session(request);
    WriteContext context = options.context(RouteKind.POST_MESSAGES_BATCH);
    ItemAcceptor items =
        new ItemAcceptor(
            steps.encoder(),
            ID,
            request.caller(),
            (json, index) ->
                steps
                    .acceptor()
                    .message(
                        address.owner(),
                        address.session(),
                        steps.fields().message(json),
                        context.ofItem(index)));
    return steps
        .batch()
        .answer(read(type, request.body(), FieldReaders.MESSAGE, items), options, false);
  }

  private Answer postAnywhere(Request request) throws IOException {
    MediaType type = request.mediaType(MANY);
    QueryParameters query = request.query();
    boolean createMissing = query.bool("create_missing", false);
    query.throwIfFaulty();
    WriteOptions options = WriteOptions.of(request, steps.settings());
    WriteContext context = options.context(RouteKind.POST_MESSAGES_ANYWHERE);
    ItemAcceptor items =
        new ItemAcceptor(
            steps.encoder(),
            ID,
            request.caller(),
            (json, index) ->
                steps
                    .acceptor()
                    .messageAnywhere(
                        steps.fields().messageAnywhere(json),
                        createMissing,
                        context.ofItem(index)));
    return steps
        .batch()
        .answer(read(type, request.body(), FieldReaders.MESSAGE_ANYWHERE, items), options, false);
  }

  private Answer patch(Request request) throws IOException {
    request.mediaType(ONE);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    MessageAddress address = PathIds.message(request);
    Fields json = StrictJson.object(request.body(), PatchReader.MESSAGE);
    PatchFields patch = steps.patches().message(json);
    Acceptance acceptance =
        steps
            .acceptor()
            .messagePatch(
                address.owner(),
                address.session(),
                address.message(),
                patch,
                WriteSteps.expectedVersion(request),
                options.context(RouteKind.PATCH_MESSAGE));
    return steps.single().answer(acceptance, json.faults(), options, Success.CHANGED);
  }

  private Answer delete(Request request) throws IOException {
    WriteSteps.requireNoBody(request);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    MessageAddress address = PathIds.message(request);
    Acceptance acceptance =
        steps
            .acceptor()
            .messageDeletion(
                address.owner(),
                address.session(),
                address.message(),
                WriteSteps.expectedVersion(request),
                options.context(RouteKind.DELETE_MESSAGE));
    return steps.single().answer(acceptance, new Faults(), options, Success.REMOVED);
  }

  private List<BatchItem> read(MediaType type, Body body, FieldNames names, ItemAcceptor items) {
    int itemsMax = steps.settings().batchItemsMax();
    return items.all(
        type == MediaType.NDJSON
            ? ItemReader.lines(body, names, itemsMax)
            : ItemReader.array(body, names, itemsMax));
  }
}
