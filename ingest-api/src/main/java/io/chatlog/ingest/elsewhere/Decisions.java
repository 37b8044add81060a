package io.chatlog.ingest.elsewhere;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.event.Payload;
import io.chatlog.ingest.outcome.Decided;
import io.chatlog.ingest.outcome.Outcomes;
import io.chatlog.ingest.outcome.Written;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.Barriers;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Reads;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Appends events and waits until all of them are decided. Thread-safe; blocks. */
final class Decisions {
  private final EventEncoder encoder;
  private final EventLog log;
  private final Outcomes outcomes;
  private final Supplier<String> newIds;
  private final InstantSource clock;
  private final Barriers barriers;

  Decisions(
      EventEncoder encoder,
      EventLog log,
      Reads reads,
      Supplier<String> newIds,
      InstantSource clock) {
    this.encoder = encoder;
    this.log = log;
    this.outcomes = new Outcomes(reads);
    this.newIds = newIds;
    this.clock = clock;
    this.barriers = new Barriers(encoder, log, reads.partitionCount(), newIds, clock);
  }

  /** An event of now. */
  Event event(UserId owner, @Nullable String actor, Payload payload) {
    return new Event(newIds.get(), owner, null, EventAvro.micros(clock.instant()), actor, payload);
  }

  /** Waits until everything is decided that is on the log now, in every partition. */
  Positions everything(int waitMillis) throws UnansweredException {
    return of(barriers.everywhere(), waitMillis);
  }

  /** Appends events and waits for all decisions, whatever they are; where the events stand. */
  Positions of(List<Event> events, int waitMillis) throws UnansweredException {
    List<Append> appends = log.append(events.stream().map(encoder::encode).toList());
    List<Written> written = new ArrayList<>(events.size());
    Positions positions = Positions.NONE;
    for (int at = 0; at < appends.size(); at++) {
      switch (appends.get(at)) {
        case Append.Acknowledged(Position position) -> {
          written.add(new Written(position, Written.Target.of(events.get(at))));
          positions = positions.with(Positions.of(position));
        }
        case Append.NotWritten(ErrorCode code, String detail) ->
            throw new UnansweredException(code, detail);
        case Append.Unknown(String detail) ->
            throw new UnansweredException(ErrorCode.OUTCOME_UNKNOWN, detail);
      }
    }
    for (Decided decided : outcomes.of(written, waitMillis, false)) {
      if (decided instanceof Decided.NotYet(ErrorCode code, String detail)) {
        throw new UnansweredException(code, detail);
      }
    }
    return positions;
  }
}
