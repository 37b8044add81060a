package io.chatlog.ingest.http;

import io.chatlog.auth.Caller;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.param.MediaType;
import io.chatlog.http.problem.Faults;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.accept.Acceptance;
import io.chatlog.ingest.accept.PanelAcceptor;
import io.chatlog.ingest.accept.PatchFields;
import io.chatlog.ingest.accept.RouteKind;
import io.chatlog.ingest.http.SingleWrite.Success;
import io.chatlog.value.PersonaId;
import io.chatlog.value.UserId;
import io.chatlog.view.Outcome;
import io.chatlog.view.Persona;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The routes that write personas. The token of a user writes that user's own only. */
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
        acceptor.persona(
            fields.persona(json), onlyOf(request), options.context(RouteKind.CREATE_PERSONA));
    return answer(request, acceptance, json.faults(), options, Success.CREATED);
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
            onlyOf(request),
            options.context(RouteKind.PUT_PERSONA));
    return answer(request, acceptance, json.faults(), options, Success.CREATED_OR_CHANGED);
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
            onlyOf(request),
            options.context(RouteKind.PATCH_PERSONA));
    return answer(request, acceptance, json.faults(), options, Success.CHANGED);
  }

  private Answer delete(Request request) throws IOException {
    WriteSteps.requireNoBody(request);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    Acceptance acceptance =
        acceptor.personaDeletion(
            PathIds.persona(request),
            WriteSteps.expectedVersion(request),
            onlyOf(request),
            options.context(RouteKind.DELETE_PERSONA));
    return answer(request, acceptance, new Faults(), options, Success.REMOVED);
  }

  /** The user whose personas alone a request may write: that of a token. */
  private static @Nullable UserId onlyOf(Request request) {
    return request.caller() instanceof Caller.OfUser(UserId user) ? user : null;
  }

  /** A persona that went to somebody else since is not shown to the token of the one before. */
  private Answer answer(
      Request request,
      Acceptance acceptance,
      Faults faults,
      WriteOptions options,
      Success success) {
    UserId onlyOf = onlyOf(request);
    return steps
        .single()
        .answer(
            steps.references().checked(SingleWrite.accepted(acceptance, faults), request),
            options,
            success,
            outcome -> {
              if (onlyOf != null
                  && outcome instanceof Outcome.Applied applied
                  && applied.entity() instanceof Persona persona
                  && !onlyOf.equals(persona.ownerId())) {
                throw new ProblemException(
                    ErrorCode.PERSONA_NOT_FOUND, "the persona belongs to somebody else by now");
              }
            });
  }
}
