package io.chatlog.ingest.email;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.event.Payload;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.ingest.publish.LogRecord;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.EmailClaim;
import io.chatlog.view.EmailUse;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import io.chatlog.view.User;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Writes events about addresses, and reads what they came to. Thread-safe; blocks. */
final class EmailLog {
  private final EventEncoder encoder;
  private final EventLog log;
  private final Reads reads;
  private final Supplier<String> newIds;
  private final InstantSource clock;

  EmailLog(
      EventEncoder encoder,
      EventLog log,
      Reads reads,
      Supplier<String> newIds,
      InstantSource clock) {
    this.encoder = encoder;
    this.log = log;
    this.reads = reads;
    this.newIds = newIds;
    this.clock = clock;
  }

  long nowMicros() {
    return EventAvro.micros(clock.instant());
  }

  /** The record of an event that is received now. */
  LogRecord record(UserId owner, Payload payload) {
    return encoder.encode(new Event(newIds.get(), owner, null, nowMicros(), null, payload));
  }

  List<Append> append(List<LogRecord> records) {
    return records.isEmpty() ? List.of() : log.append(records);
  }

  /** Appends one record; where it stands. */
  Position append(LogRecord record) throws UnansweredException {
    return switch (log.append(List.of(record)).getFirst()) {
      case Append.Acknowledged(Position position) -> position;
      case Append.NotWritten(ErrorCode code, String detail) ->
          throw new UnansweredException(code, detail);
      case Append.Unknown(String detail) ->
          throw new UnansweredException(ErrorCode.OUTCOME_UNKNOWN, detail);
    };
  }

  /** For whom addresses of a partition are reserved, once it is applied so far. */
  Map<UserId, EmailClaim> claims(Position reached, List<UserId> emails, int waitMillis)
      throws UnansweredException {
    List<EmailClaim> claims =
        read(new Read.GetEmailClaims(reached.partition(), emails), at(reached, waitMillis));
    return claims.stream()
        .collect(Collectors.toMap(EmailClaim::email, Function.identity(), (same, _) -> same));
  }

  /** For whom an address is reserved now. */
  Optional<EmailClaim> claim(UserId email) throws UnansweredException {
    return read(new Read.GetEmailClaims(reads.partitionOf(email), List.of(email)), Freshness.NOW)
        .stream()
        .findFirst();
  }

  /** Up to which offset claims are void, once a partition is applied so far. */
  List<Long> voids(Position reached, List<EmailUse> uses, int waitMillis)
      throws UnansweredException {
    return read(new Read.GetEmailVoids(reached.partition(), uses), at(reached, waitMillis));
  }

  /** A user as it is now; empty when there is none. */
  Optional<User> user(UserId user) throws UnansweredException {
    return switch (read(new Read.GetUser(user), Freshness.NOW)) {
      case Lookup.Found<User>(User found) -> Optional.of(found);
      case Lookup.Missing<User> _ -> Optional.empty();
    };
  }

  private static Freshness at(Position reached, int waitMillis) {
    return new Freshness(Positions.of(reached), waitMillis, false);
  }

  private <R> R read(Read<R> read, Freshness freshness) throws UnansweredException {
    return switch (reads.read(read, freshness)) {
      case Answer.Complete<R> complete -> complete.value();
      case Answer.Failed<R>(ErrorCode code, String detail) ->
          throw new UnansweredException(code, detail);
    };
  }
}
