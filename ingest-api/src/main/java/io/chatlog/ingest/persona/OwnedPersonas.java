package io.chatlog.ingest.persona;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.event.Payload.DeletePersona;
import io.chatlog.ingest.outcome.Decided;
import io.chatlog.ingest.outcome.Outcomes;
import io.chatlog.ingest.outcome.Written;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.Position;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.Freshness;
import io.chatlog.view.IdPage;
import io.chatlog.view.Lookup;
import io.chatlog.view.Persona;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import io.chatlog.view.User;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases the personas of a user, each in a partition of its own, before the user itself: a server
 * that dies in between leaves a user that is there, so whoever asked for its erasure asks again.
 * Thread-safe; blocks for a bounded time. Keeps nothing between calls.
 */
public final class OwnedPersonas {
  private static final Logger LOG = LoggerFactory.getLogger(OwnedPersonas.class);
  private static final int TOGETHER_MAX = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final EventEncoder encoder;
  private final EventLog log;
  private final Reads reads;
  private final Outcomes outcomes;
  private final Supplier<String> newIds;
  private final InstantSource clock;

  /**
   * @param newIds gives a UUIDv7 as text at each call
   * @param clock says when a deletion was accepted
   */
  public OwnedPersonas(
      EventEncoder encoder,
      EventLog log,
      Reads reads,
      Supplier<String> newIds,
      InstantSource clock) {
    this.encoder = encoder;
    this.log = log;
    this.reads = reads;
    this.outcomes = new Outcomes(reads);
    this.newIds = newIds;
    this.clock = clock;
  }

  /** A read that was not answered. */
  private static final class UnansweredException extends Exception {
    private static final long serialVersionUID = 1;
    private final ErrorCode code;

    UnansweredException(ErrorCode code, String detail) {
      super(detail);
      this.code = code;
    }

    Erased.Failed asFailed() {
      return new Erased.Failed(code, String.valueOf(getMessage()));
    }
  }

  /** Whether a user is there and owns personas; false when nobody can tell now. */
  public boolean any(UserId owner) {
    try {
      return exists(owner) && !some(owner, 1).isEmpty();
    } catch (UnansweredException failure) {
      LOG.debug("the personas of a user could not be looked for", failure);
      return false;
    }
  }

  /** Erases all personas of a user that is there; those of one that is not are left alone. */
  public Erased eraseBefore(UserId owner, @Nullable String actor) {
    try {
      return exists(owner) ? erase(owner, actor) : new Erased.All();
    } catch (UnansweredException failure) {
      return failure.asFailed();
    }
  }

  /** Erases what came into being while the user was erased. */
  public void eraseAfter(UserId owner, @Nullable String actor) {
    try {
      if (erase(owner, actor) instanceof Erased.Failed failed) {
        LOG.warn("personas of an erased user may be left: {}", failed.detail());
      }
    } catch (UnansweredException failure) {
      LOG.warn("personas of an erased user may be left", failure);
    }
  }

  private Erased erase(UserId owner, @Nullable String actor) throws UnansweredException {
    long untilNanos = System.nanoTime() + PATIENCE.toNanos();
    List<Persona> personas = some(owner, TOGETHER_MAX);
    while (!personas.isEmpty()) {
      int leftMillis = (int) Math.max(0, (untilNanos - System.nanoTime()) / 1_000_000);
      if (leftMillis == 0) {
        return new Erased.Failed(
            ErrorCode.DEADLINE_EXCEEDED, "the user has more personas than go at once; repeat");
      }
      Erased.Failed failed = erase(personas, owner, actor, leftMillis);
      if (failed != null) {
        return failed;
      }
      personas = some(owner, TOGETHER_MAX);
    }
    return new Erased.All();
  }

  private Erased.@Nullable Failed erase(
      List<Persona> personas, UserId owner, @Nullable String actor, int waitMillis) {
    List<Event> events =
        personas.stream()
            .map(
                persona ->
                    new Event(
                        newIds.get(),
                        OwnerIds.of(persona.id()),
                        null,
                        EventAvro.micros(clock.instant()),
                        actor,
                        new DeletePersona(persona.id(), null, owner)))
            .toList();
    List<Append> appends = log.append(events.stream().map(encoder::encode).toList());
    List<Written> written = new ArrayList<>(events.size());
    for (int at = 0; at < appends.size(); at++) {
      switch (appends.get(at)) {
        case Append.Acknowledged(Position position) ->
            written.add(new Written(position, Written.Target.of(events.get(at))));
        case Append.NotWritten(ErrorCode code, String detail) -> {
          return new Erased.Failed(code, detail);
        }
        case Append.Unknown(String detail) -> {
          return new Erased.Failed(ErrorCode.OUTCOME_UNKNOWN, detail);
        }
      }
    }
    for (Decided decided : outcomes.of(written, waitMillis, false)) {
      if (decided instanceof Decided.NotYet(ErrorCode code, String detail)) {
        return new Erased.Failed(code, detail);
      }
    }
    return null;
  }

  private boolean exists(UserId user) throws UnansweredException {
    return read(new Read.GetUser(user)) instanceof Lookup.Found<User>;
  }

  private List<Persona> some(UserId owner, int most) throws UnansweredException {
    IdPage<Persona> page = read(new Read.ListPersonas("", owner, null, most));
    return page.items();
  }

  private <R> R read(Read<R> read) throws UnansweredException {
    return switch (reads.read(read, Freshness.NOW)) {
      case Answer.Complete<R> complete -> {
        if (!complete.silent().isEmpty()) {
          throw new UnansweredException(
              ErrorCode.PARTITION_UNAVAILABLE,
              "partitions that do not answer now: " + complete.silent());
        }
        yield complete.value();
      }
      case Answer.Failed<R>(ErrorCode code, String detail) ->
          throw new UnansweredException(code, detail);
    };
  }
}
