package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreatePanel;
import io.chatlog.event.Payload.CreatePersona;
import io.chatlog.event.Payload.DeletePanel;
import io.chatlog.event.Payload.DeletePersona;
import io.chatlog.event.Payload.ErasePanelMessage;
import io.chatlog.event.Payload.OfPanels;
import io.chatlog.event.Payload.PatchPanel;
import io.chatlog.event.Payload.PatchPersona;
import io.chatlog.event.Payload.PostInsight;
import io.chatlog.event.Payload.PostPanelMessage;
import io.chatlog.event.Payload.PutPersona;
import io.chatlog.http.Request;
import io.chatlog.http.param.FreshnessHeaders;
import io.chatlog.http.problem.Faults;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.json.PatchText;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Panel;
import io.chatlog.view.Persona;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the door whether what a write of a persona or a panel newly refers to is there: the
 * personas of a panel, the persona that speaks in it, the owner of a persona. They are in other
 * partitions, so that what is found may be gone by the time the write is decided, as it may go at
 * any time later.
 *
 * <p>Nothing is asked of a write that refers to what it referred to before, so that a repeated one
 * is answered as at first. What was accepted and not decided yet is seen with its position ({@code
 * Chatlog-Min-Position}). Thread-safe; blocks for as long as its reads do.
 */
record References(Reads reads) {
  /**
   * The event of a write, when all that it refers to is there.
   *
   * @throws ProblemException {@code persona_not_found} or {@code user_not_found} with a fault for
   *     each that is missing; the code of a read that was not answered
   */
  Event checked(Event event, Request request) {
    if (event.payload() instanceof OfPanels payload) {
      check(payload, request);
    }
    return event;
  }

  private void check(OfPanels payload, Request request) {
    switch (payload) {
      case CreatePersona create ->
          owner(create.personaId(), create.ownerId(), Objects::nonNull, request);
      case PutPersona(CreatePersona put, Long _, UserId _) ->
          owner(put.personaId(), put.ownerId(), has(put.ownerId()), request);
      case PatchPersona(PersonaId persona, String json, Long _, UserId _) -> {
        PatchText patch = PatchText.parse(json);
        String id = patch.names("owner_id") ? patch.text("owner_id") : null;
        UserId owner = id == null ? null : new UserId(id);
        // where there is no persona the decision says so
        owner(persona, owner, before -> before == null || has(owner).test(before), request);
      }
      case CreatePanel create ->
          personas(create.panelId(), create.personas(), (before, _) -> before != null, request);
      case PatchPanel(PanelId panel, String json, Long _) -> {
        PatchText patch = PatchText.parse(json);
        List<PersonaId> personas =
            patch.names("personas")
                ? patch.texts("personas").stream().map(PersonaId::new).toList()
                : List.of();
        personas(
            panel,
            personas,
            (before, persona) -> before == null || before.personas().contains(persona),
            request);
      }
      case PostPanelMessage post -> speaker(post, request);
      case DeletePersona _, DeletePanel _, PostInsight _, ErasePanelMessage _ -> {}
    }
  }

  private static Predicate<@Nullable Persona> has(@Nullable UserId owner) {
    return before -> before != null && Objects.equals(before.ownerId(), owner);
  }

  private void owner(
      PersonaId persona,
      @Nullable UserId owner,
      Predicate<@Nullable Persona> passes,
      Request request) {
    if (owner == null) {
      return;
    }
    Freshness freshness = freshness(request);
    if (found(new Read.GetUser(owner), freshness) == null
        && !passes.test(found(new Read.GetPersona(persona), freshness))) {
      Faults faults = new Faults();
      faults.add("/owner_id", ErrorCode.USER_NOT_FOUND, "there is no user " + owner);
      faults.throwIfAny();
    }
  }

  private void personas(
      PanelId panel,
      List<PersonaId> personas,
      BiPredicate<@Nullable Panel, PersonaId> passes,
      Request request) {
    Freshness freshness = freshness(request);
    List<PersonaId> missing = new ArrayList<>();
    for (PersonaId persona : personas) {
      if (found(new Read.GetPersona(persona), freshness) == null) {
        missing.add(persona);
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    Panel before = found(new Read.GetPanel(panel), freshness);
    Faults faults = new Faults();
    for (PersonaId persona : missing) {
      if (!passes.test(before, persona)) {
        faults.add(
            "/personas/" + personas.indexOf(persona),
            ErrorCode.PERSONA_NOT_FOUND,
            "there is no persona " + persona);
      }
    }
    faults.throwIfAny();
  }

  /**
   * A persona that the panel still names may be gone; whether it names it is decided in the log.
   */
  private void speaker(PostPanelMessage post, Request request) {
    PersonaId persona = post.persona();
    if (persona == null) {
      return;
    }
    Freshness freshness = freshness(request);
    if (found(new Read.GetPersona(persona), freshness) != null) {
      return;
    }
    Panel panel = found(new Read.GetPanel(post.panelId()), freshness);
    if (panel != null
        && panel.personas().contains(persona)
        && found(new Read.GetPanelMessage(post.panelId(), post.messageId()), freshness) == null) {
      Faults faults = new Faults();
      faults.add("/persona_id", ErrorCode.PERSONA_NOT_FOUND, "the persona " + persona + " is gone");
      faults.throwIfAny();
    }
  }

  private Freshness freshness(Request request) {
    FreshnessHeaders headers = request.freshness();
    SortedMap<Integer, Long> offsets = headers.minPositions().offsets();
    if (!offsets.isEmpty() && offsets.lastKey() >= reads.partitionCount()) {
      throw new ProblemException(
          ErrorCode.INVALID_POSITION, "there is no partition " + offsets.lastKey());
    }
    return new Freshness(headers.minPositions(), headers.waitMillis(), false, headers.waitNamed());
  }

  private <T> @Nullable T found(Read<Lookup<T>> read, Freshness freshness) {
    return switch (reads.read(read, freshness)) {
      case Answer.Complete<Lookup<T>>(Lookup<T> lookup, Positions _, boolean _, List<Integer> _) ->
          lookup instanceof Lookup.Found<T>(T value) ? value : null;
      case Answer.Failed<Lookup<T>>(ErrorCode code, String detail) ->
          throw new ProblemException(code, detail);
    };
  }
}
