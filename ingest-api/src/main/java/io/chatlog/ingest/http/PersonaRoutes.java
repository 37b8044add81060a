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
import io.chatlog.ingest.accept.PanelAcceptor;
import io.chatlog.ingest.accept.PatchFields;
import io.chatlog.ingest.accept.RouteKind;
import io.chatlog.ingest.http.SingleWrite.Success;
import io.chatlog.value.PersonaId;
import java.io.IOException;
import java.util.Set;

/** The routes that write personas. */
final class PersonaRoutes implements Routes {
  private static final Set<MediaType> ONE = Set.of(MediaType.JSON);
  private static final String PERSONA = "/v1/personas/{persona}";

  private final WriteSteps steps;
  private final PanelAcceptor acceptor;
  private final PanelFieldReaders fields;
  private final PanelPatchReader patches;

  PersonaRoutes(WriteSteps steps) {
    this.steps = steps;
    this.acceptor = new PanelAcceptor(steps.acceptor());
    this.fields = new PanelFieldReaders(steps.settings().limits());
    this.patches = new PanelPatchReader(steps.settings().limits());
  }

  @Override
  public void register(RouteTable routes) {
    routes.add(HttpMethod.POST, "/v1/personas", "create_persona", this::create);
    routes.add(HttpMethod.PUT, PERSONA, "put_persona", this::put);
    routes.add(HttpMethod.PATCH, PERSONA, "patch_persona", this::patch);
    routes.add(HttpMethod.DELETE, PERSONA, "delete_persona", this::delete);
  }

  private Answer create(Request request) throws IOException {
    request.mediaType(ONE);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    Fields json = StrictJson.object(request.body(), PanelFieldReaders.PERSONA);
    Acceptance acceptance =
        acceptor.persona(fields.persona(json), options.context(RouteKind.CREATE_PERSONA));
    return steps.single().answer(acceptance, json.faults(), options, Success.CREATED);
  }

  private Answer put(Request request) throws IOException {
    request.mediaType(ONE);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    PersonaId persona = PathIds.persona(request);
    Fields json = StrictJson.object(request.body(), PanelFieldReaders.PERSONA);
    Acceptance acceptance =
        acceptor.personaPut(
            persona,
            fields.persona(json),
            WriteSteps.expectedVersion(request),
            options.context(RouteKind.PUT_PERSONA));
    return steps.single().answer(acceptance, json.faults(), options, Success.CREATED_OR_CHANGED);
  }

  private Answer patch(Request request) throws IOException {
    request.mediaType(ONE);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    PersonaId persona = PathIds.persona(request);
    Fields json = StrictJson.object(request.body(), PanelPatchReader.PERSONA);
    PatchFields patch = patches.persona(json);
    Acceptance acceptance =
        acceptor.personaPatch(
            persona,
            patch,
            WriteSteps.expectedVersion(request),
            options.context(RouteKind.PATCH_PERSONA));
    return steps.single().answer(acceptance, json.faults(), options, Success.CHANGED);
  }

  private Answer delete(Request request) throws IOException {
    WriteSteps.requireNoBody(request);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    Acceptance acceptance =
        acceptor.personaDeletion(
            PathIds.persona(request),
            WriteSteps.expectedVersion(request),
            options.context(RouteKind.DELETE_PERSONA));
    return steps.single().answer(acceptance, new Faults(), options, Success.REMOVED);
  }
}
