package io.chatlog.ingest.elsewhere;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.Barrier;
import io.chatlog.ingest.outcome.Decided;
import io.chatlog.ingest.outcome.Outcomes;
import io.chatlog.ingest.outcome.Written;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.topic.Partitions;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Reads;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final List<UserId> barriers;

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
    this.barriers = barriers(reads.partitionCount());
  }

  /** An owner of barriers in each partition: about as many look-ups as partitions, few times. */
  private static List<UserId> barriers(int partitionCount) {
    UserId[] owners = new UserId[partitionCount];
    int left = partitionCount;
    for (int number = 0; left > 0; number++) {
      UserId owner = OwnerIds.ofBarrier(number);
      int partition = Partitions.of(owner, partitionCount);
      if (owners[partition] == null) {
        owners[partition] = owner;
        left--;
      }
    }
    return Arrays.asList(owners);
  }

  /** An event of now. */
  Event event(UserId owner, @Nullable String actor, Payload payload) {
    return new Event(newIds.get(), owner, null, EventAvro.micros(clock.instant()), actor, payload);
  }

  /** Waits until everything is decided that is on the log now, in every partition. */
  Positions everything(int waitMillis) throws UnansweredException {
    return of(
        barriers.stream().map(owner -> event(owner, null, new Barrier())).toList(), waitMillis);
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
