package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.http.Answer;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.param.IfMatch;
import io.chatlog.http.param.Prefer;
import io.chatlog.http.problem.Faults;
import io.chatlog.ingest.accept.Acceptance;
import io.chatlog.ingest.outcome.Decided;
import io.chatlog.ingest.outcome.Outcomes;
import io.chatlog.ingest.outcome.Written;
import io.chatlog.ingest.outcome.Written.Target;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.value.Position;
import io.chatlog.view.Document;
import io.chatlog.view.Entity;
import io.chatlog.view.Message;
import io.chatlog.view.Outcome;
import io.chatlog.view.PanelEntity;
import io.chatlog.view.SavedContext;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import java.util.List;
import java.util.function.Consumer;

/**
 * One write from its event to its answer: appended, then decided, as far as the client waits.
 * Thread-safe; blocks.
 *
 * <p>Once the log has acknowledged a write, the answer is never an error of the server's: it is the
 * decision, or 202 with the position that will tell it.
 */
final class SingleWrite {
  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int NO_CONTENT = 204;

  /** How an applied write is answered. */
  enum Success {
    /** 201: it creates, or repeats what created. */
    CREATED,
    /** 200: it changes what is there. */
    CHANGED,
    /** 201: it shows what was brought into being for it. */
    SHOWN,
    /** 201 when it created, 200 when it changed. */
    CREATED_OR_CHANGED,
    /** 204: what it was about is gone. */
    REMOVED,
    /** 204: it is as asked for, whether it was before or not. */
    DONE;

    /** A change is made by another write than the one that created the entity. */
    private boolean creates(Outcome.Applied applied) {
      return this == CREATED
          || this == SHOWN
          || (this == CREATED_OR_CHANGED && !applied.duplicate());
    }
  }

  private final EventEncoder encoder;
  private final EventLog log;
  private final Outcomes outcomes;

  SingleWrite(EventEncoder encoder, EventLog log, Outcomes outcomes) {
    this.encoder = encoder;
    this.log = log;
    this.outcomes = outcomes;
  }

  /**
   * Answers a write.
   *
   * @param acceptance what accepting said of it
   * @param faults what reading it found wrong
   * @param success how an applied write is answered
   */
  Answer answer(Acceptance acceptance, Faults faults, WriteOptions options, Success success) {
    return answer(accepted(acceptance, faults), options, success, _ -> {});
  }

  /**
   * The event of a write.
   *
   * @throws io.chatlog.http.problem.ProblemException when it has faults
   */
  static Event accepted(Acceptance acceptance, Faults faults) {
    return switch (acceptance) {
      case Acceptance.Refused refused -> {
        FieldReaders.merge(refused.faults(), faults);
        throw faults.toProblem().toException();
      }
      case Acceptance.Accepted accepted -> {
        faults.throwIfAny();
        yield accepted.event();
      }
    };
  }

  /** An entity that an earlier write brought into being. */
  static Answer present(Entity entity, Written write) {
    return positioned(
        Answer.json(CREATED, json -> EntityJson.write(entity, json))
            .header(IfMatch.TAG_HEADER, IfMatch.tag(version(entity)))
            .header(WriteHeaders.LOCATION, Locations.of(write.target()))
            .header(WriteHeaders.DUPLICATE, "true"),
        write.position());
  }

  /**
   * Answers a write whose event is made.
   *
   * @param then does what is to be done before the answer, once it is decided
   */
  Answer answer(Event event, WriteOptions options, Success success, Consumer<Outcome> then) {
    return answer(event, options, success, then, _ -> {});
  }

  /**
   * Answers a write whose event is made.
   *
   * @param then does what is to be done before the answer, once it is decided
   * @param otherwise the same, where it is acknowledged and nobody waits any longer until it is
   *     decided
   */
  Answer answer(
      Event event,
      WriteOptions options,
      Success success,
      Consumer<Outcome> then,
      Consumer<Position> otherwise) {
    Target target = Target.of(event);
    Append append = log.append(List.of(encoder.encode(event))).getFirst();
    return switch (append) {
      case Append.NotWritten refused -> Answer.problem(refused.code(), refused.detail());
      case Append.Unknown unknown ->
          Answer.problem(
              ErrorCode.OUTCOME_UNKNOWN,
              unknown.detail() + "; the write is safe to repeat with the id " + target.id());
      case Append.Acknowledged acknowledged -> {
        Position position = acknowledged.position();
        if (options.respondAsync()) {
          otherwise.accept(position);
          yield accepted(target, position).header(Prefer.APPLIED_HEADER, "respond-async");
        }
        yield decided(new Written(position, target), options, success, then, otherwise);
      }
    };
  }

  private Answer decided(
      Written write,
      WriteOptions options,
      Success success,
      Consumer<Outcome> then,
      Consumer<Position> otherwise) {
    Decided decided = outcomes.of(List.of(write), options.waitMillis(), true).getFirst();
    if (decided instanceof Decided.Yes(Outcome outcome)) {
      then.accept(outcome);
    } else {
      otherwise.accept(write.position());
    }
    return switch (decided) {
      case Decided.NotYet _ -> accepted(write.target(), write.position());
      case Decided.Yes(Outcome.Refused(ErrorCode code, String detail)) ->
          positioned(Answer.problem(code, detail), write.position());
      case Decided.Yes(Outcome.Applied applied) -> applied(applied, write, success);
    };
  }

  private static Answer applied(Outcome.Applied applied, Written write, Success success) {
    if (success == Success.REMOVED || success == Success.DONE) {
      return positioned(Answer.empty(NO_CONTENT), write.position());
    }
    int status = success.creates(applied) ? CREATED : OK;
    Entity entity = applied.entity();
    // Without the entity it was applied and is gone by now, by a later write.
    Answer answer =
        entity == null
            ? reference(status, write.target(), write.position())
            : Answer.json(status, json -> EntityJson.write(entity, json))
                .header(IfMatch.TAG_HEADER, IfMatch.tag(version(entity)));
    if (status == CREATED) {
      answer = answer.header(WriteHeaders.LOCATION, Locations.of(write.target()));
    }
    if (applied.duplicate() && success == Success.CREATED) {
      answer = answer.header(WriteHeaders.DUPLICATE, "true");
    }
    return positioned(answer, write.position());
  }

  private static Answer accepted(Target target, Position position) {
    return positioned(
        reference(ACCEPTED, target, position)
            .header(WriteHeaders.LOCATION, Locations.receipt(position)),
        position);
  }

  private static Answer reference(int status, Target target, Position position) {
    return Answer.json(
        status,
        json ->
            json.startObject()
                .field("id", target.id())
                .field("position", position.toString())
                .endObject());
  }

  private static Answer positioned(Answer answer, Position position) {
    return answer.header(WriteHeaders.POSITION, position.toString());
  }

  private static long version(Entity entity) {
    return switch (entity) {
      case User user -> user.version();
      case Session session -> session.version();
      case Message message -> message.version();
      case PanelEntity panel -> panel.version();
      case SavedContext _ -> SavedContext.VERSION;
      case Document document -> document.version();
    };
  }
}
