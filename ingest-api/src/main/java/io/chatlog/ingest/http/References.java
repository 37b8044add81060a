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
import io.chatlog.ingest.http.PathIds.SessionAddress;
import io.chatlog.ingest.publish.Barriers;
import io.chatlog.ingest.publish.Barriers.Marked;
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
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What writes refer to, seen at the door: of all that the log had acknowledged before they came,
 * nothing is missing, whether it was decided by then or not.
 *
 * <p>Looks whether what a write of a persona or a panel newly refers to is there: the personas of a
 * panel, the persona that speaks in it, the owner of a persona. They are in other partitions, so
 * that what is found may be gone by the time the write is decided, as it may go at any time later.
 *
 * <p>Nothing is asked of a write that refers to what it referred to before, so that a repeated one
 * is answered as at first. Nothing is called missing that was accepted before: where something is
 * not found, it is looked for once more, behind {@link Barriers}. Thread-safe; blocks for as long
 * as its reads do, and the log.
 */
record References(Reads reads, Barriers barriers) {
  /**
   * The event of a write, when all that it refers to is there.
   *
   * @throws ProblemException {@code persona_not_found} or {@code user_not_found} with a fault for
   *     each that is missing; the code of a read that was not answered, or of the log where it took
   *     no barrier
   */
  Event checked(Event event, Request request) {
    if (event.payload() instanceof OfPanels payload) {
      Look first = new Look(freshness(request));
      first.at(payload);
      if (!first.faults.isEmpty()) {
        Look second = new Look(behindAll(first.partitions, first.freshness));
        second.at(payload);
        second.faults.throwIfAny();
      }
    }
    return event;
  }

  /**
   * How fresh a write wants what it refers to.
   *
   * @throws ProblemException {@code invalid_position} for a partition that the log does not have
   */
  private Freshness freshness(Request request) {
    FreshnessHeaders headers = request.freshness();
    SortedMap<Integer, Long> offsets = headers.minPositions().offsets();
    if (!offsets.isEmpty() && offsets.lastKey() >= reads.partitionCount()) {
      throw new ProblemException(
          ErrorCode.INVALID_POSITION, "there is no partition " + offsets.lastKey());
    }
    return new Freshness(headers.minPositions(), headers.waitMillis(), false, headers.waitNamed());
  }

  /** So fresh, and reflecting all that the log has acknowledged in some partitions by now. */
  private Freshness behindAll(Collection<Integer> partitions, Freshness freshness) {
    return switch (barriers.mark(partitions)) {
      case Marked.At(Positions marks) -> freshness.reflecting(marks);
      case Marked.Failed(ErrorCode code, String detail) -> throw new ProblemException(code, detail);
    };
  }

  /**
   * A session that is to be forked, as of all that the log has acknowledged of it by now. Who names
   * no wait for that waits as long as for a decision, and no less than for a position.
   */
  ForkOriginal original(SessionAddress address, Request request, WriteOptions options) {
    Freshness asked = freshness(request);
    Freshness marked = behindAll(List.of(reads.partitionOf(address.owner())), asked);
    return new ForkOriginal(
        reads,
        address,
        asked.waitNamed()
            ? marked
            : new Freshness(
                marked.atLeast(), Math.max(asked.waitMillis(), options.waitMillis()), false));
  }

  /** One look for everything that a write refers to. */
  private final class Look {
    private final Freshness freshness;

    /** Those that were looked into. */
    private final SortedSet<Integer> partitions = new TreeSet<>();

    private final Faults faults = new Faults();

    Look(Freshness freshness) {
      this.freshness = freshness;
    }

    void at(OfPanels payload) {
      switch (payload) {
        case CreatePersona create -> owner(create.personaId(), create.ownerId(), Objects::nonNull);
        case PutPersona(CreatePersona put, Long _, UserId _) ->
            owner(put.personaId(), put.ownerId(), has(put.ownerId()));
        case PatchPersona(PersonaId persona, String json, Long _, UserId _) -> {
          PatchText patch = PatchText.parse(json);
          String id = patch.names("owner_id") ? patch.text("owner_id") : null;
          UserId owner = id == null ? null : new UserId(id);
          // where there is no persona the decision says so
          owner(persona, owner, before -> before == null || has(owner).test(before));
        }
        case CreatePanel create ->
            personas(create.panelId(), create.personas(), (before, _) -> before != null);
        case PatchPanel(PanelId panel, String json, Long _) -> {
          PatchText patch = PatchText.parse(json);
          List<PersonaId> personas =
              patch.names("personas")
                  ? patch.texts("personas").stream().map(PersonaId::new).toList()
                  : List.of();
          personas(
              panel,
              personas,
              (before, persona) -> before == null || before.personas().contains(persona));
        }
        case PostPanelMessage post -> speaker(post);
        case DeletePersona _, DeletePanel _, PostInsight _, ErasePanelMessage _ -> {}
      }
    }

    private void owner(
        PersonaId persona, @Nullable UserId owner, Predicate<@Nullable Persona> passes) {
      if (owner != null
          && found(new Read.GetUser(owner)) == null
          && !passes.test(found(new Read.GetPersona(persona)))) {
        faults.add("/owner_id", ErrorCode.USER_NOT_FOUND, "there is no user " + owner);
      }
    }

    private void personas(
        PanelId panel, List<PersonaId> personas, BiPredicate<@Nullable Panel, PersonaId> passes) {
      List<PersonaId> missing = new ArrayList<>();
      for (PersonaId persona : personas) {
        if (found(new Read.GetPersona(persona)) == null) {
          missing.add(persona);
        }
      }
      if (missing.isEmpty()) {
        return;
      }
      Panel before = found(new Read.GetPanel(panel));
      for (PersonaId persona : missing) {
        if (!passes.test(before, persona)) {
          faults.add(
              "/personas/" + personas.indexOf(persona),
              ErrorCode.PERSONA_NOT_FOUND,
              "there is no persona " + persona);
        }
      }
    }

    /**
     * A persona that the panel still names may be gone; whether it names it is decided in the log.
     */
    private void speaker(PostPanelMessage post) {
      PersonaId persona = post.persona();
      if (persona == null || found(new Read.GetPersona(persona)) != null) {
        return;
      }
      Panel panel = found(new Read.GetPanel(post.panelId()));
      if (panel != null
          && panel.personas().contains(persona)
          && found(new Read.GetPanelMessage(post.panelId(), post.messageId())) == null) {
        faults.add(
            "/persona_id", ErrorCode.PERSONA_NOT_FOUND, "the persona " + persona + " is gone");
      }
    }

    private <T> @Nullable T found(Read.OfUser<Lookup<T>> read) {
      partitions.add(reads.partitionOf(read.user()));
      return switch (reads.read(read, freshness)) {
        case Answer.Complete<Lookup<T>>(
                Lookup<T> lookup,
                Positions _,
                boolean _,
                List<Integer> _) ->
            lookup instanceof Lookup.Found<T>(T value) ? value : null;
        case Answer.Failed<Lookup<T>>(ErrorCode code, String detail) ->
            throw new ProblemException(code, detail);
      };
    }
  }

  private static Predicate<@Nullable Persona> has(@Nullable UserId owner) {
    return before -> before != null && Objects.equals(before.ownerId(), owner);
  }
}
