package io.chatlog.query.http;

import io.chatlog.auth.Caller;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.value.Ids;
import io.chatlog.value.PersonaId;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Lookup;
import io.chatlog.view.Persona;
import io.chatlog.view.Read;
import io.chatlog.view.wire.PanelCodecs;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Personas, one by one and as a list. The token of a user is shown that user's own only. */
final class PersonaReadRoutes implements Routes {
  private static final int CURSOR_KIND = 60;

  private final ReadSteps steps;
  private final IdLists<Persona, PersonaId> lists;

  PersonaReadRoutes(ReadSteps steps) {
    this.steps = steps;
    this.lists = new IdLists<>(steps, CURSOR_KIND, PanelCodecs.PERSONA_ID, Persona::id);
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(
            HttpMethod.GET,
            "/v1/personas",
            "list_personas",
            Set.of("prefix", "owner_id", "limit", "cursor", "offset"),
            this::list)
        .add(HttpMethod.GET, "/v1/personas/{persona}", "get_persona", this::get);
  }

  private Answer get(Request request) {
    Complete<Lookup<Persona>> complete =
        steps.ask(request, new Read.GetPersona(PathIds.persona(request)));
    Persona persona = ReadSteps.found(complete);
    if (request.caller() instanceof Caller.OfUser(UserId user) && !user.equals(persona.ownerId())) {
      throw ReadSteps.missing(
          complete, ErrorCode.PERSONA_NOT_FOUND, ErrorCode.PERSONA_NOT_FOUND.title());
    }
    return ReadSteps.telling(
        complete,
        Conditional.tagged(
            request, persona.version(), Answer.json(200, json -> EntityJson.write(persona, json))));
  }

  private Answer list(Request request) {
    QueryParameters query = request.query();
    UserId named = owner(query);
    UserId owner =
        named == null && request.caller() instanceof Caller.OfUser(UserId user) ? user : named;
    if (owner != null && !request.caller().opens(owner)) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN, "the token is good for the personas of its own user only");
    }
    return lists.answer(
        request,
        query,
        owner,
        (prefix, after, limit) -> new Read.ListPersonas(prefix, owner, after, limit));
  }

  private static @Nullable UserId owner(QueryParameters query) {
    String id = query.string("owner_id");
    if (id == null) {
      return null;
    }
    Optional<String> fault = Ids.fault(id);
    if (fault.isPresent()) {
      query.fault("owner_id", ErrorCode.INVALID_ID, "the id " + fault.get());
      return null;
    }
    return new UserId(id);
  }
}
