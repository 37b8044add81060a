package io.chatlog.keeper.backup;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.PutDocumentPart;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.app.WritePorts;
import io.chatlog.ingest.email.Claimed;
import io.chatlog.ingest.email.UnusedClaim;
import io.chatlog.ingest.outcome.Decided;
import io.chatlog.ingest.outcome.Outcomes;
import io.chatlog.ingest.outcome.Written;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.LogRecord;
import io.chatlog.value.EmailIds;
import io.chatlog.value.Position;
import io.chatlog.value.UserId;
import io.chatlog.view.EmailUse;
import io.chatlog.view.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes lines as events and waits until each is decided. What the log or the partition does not
 * take now is tried again, patiently; that is safe, because a restored entity that is there stays
 * as it is. Not thread-safe.
 */
final class LineWrites {
  private static final int DECISION_WAIT_MILLIS = 10_000;

  private final WritePorts ports;
  private final Outcomes outcomes;
  private final Duration patience;
  private final Uploads uploads;

  LineWrites(WritePorts ports, Outcomes outcomes, KeptReads reads, Duration patience) {
    this.ports = ports;
    this.outcomes = outcomes;
    this.patience = patience;
    this.uploads = new Uploads(reads, ports.newIds());
  }

  /**
   * Writes lines in their order.
   *
   * @throws ProblemException when the log does not take them in time
   */
  void write(List<Line> all, Tally tally) {
    List<Line> lines = new ArrayList<>(all.size());
    List<Payload> payloads = new ArrayList<>(all.size());
    for (Line line : all) {
      Payload payload =
          switch (line) {
            case Line.OfDocumentPart part -> uploads.of(part);
            case Line.OfDocument document -> uploads.of(document);
            case Line other -> Restoring.of(other);
          };
      if (payload != null) {
        lines.add(line);
        payloads.add(payload);
      } else if (line.counts()) {
        tally.present(line);
      }
    }
    Map<Integer, UnusedClaim> claims = new TreeMap<>();
    claimEmails(lines, payloads, claims, tally);
    List<Event> events = events(lines, payloads);
    List<Position> positions = append(events);
    count(lines, events, positions, claims, tally);
  }

  private void count(
      List<Line> lines,
      List<Event> events,
      List<Position> positions,
      Map<Integer, UnusedClaim> claims,
      Tally tally) {
    List<Written> written = new ArrayList<>(events.size());
    for (int at = 0; at < events.size(); at++) {
      if (lines.get(at).counts()) {
        written.add(new Written(positions.get(at), Written.Target.of(events.get(at))));
      }
    }
    Iterator<Outcome> decided = decided(written).iterator();
    List<UnusedClaim> unused = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      Line line = lines.get(at);
      tally.reached(positions.get(at));
      if (line.counts()) {
        boolean restored = count(line, decided.next(), tally);
        UnusedClaim claim = claims.get(at);
        if (claim != null && !restored) {
          unused.add(claim);
        }
      }
    }
    ports.emails().settle(unused);
  }

  private static boolean count(Line line, Outcome outcome, Tally tally) {
    return switch (outcome) {
      case Outcome.Applied applied -> {
        if (applied.duplicate()) {
          tally.present(line);
        } else {
          tally.restored(line);
        }
        yield !applied.duplicate();
      }
      case Outcome.Refused(ErrorCode code, String detail) -> {
        tally.failed(line, fault(line, code, detail));
        yield false;
      }
    };
  }

  private static Restored.Fault fault(Line line, ErrorCode code, String detail) {
    return new Restored.Fault(line.kind(), line.id(), line.user(), code, detail);
  }

  /** Reserves the addresses of users; who cannot have one is restored without. */
  private void claimEmails(
      List<Line> lines, List<Payload> payloads, Map<Integer, UnusedClaim> claims, Tally tally) {
    List<Integer> claiming = new ArrayList<>();
    List<EmailUse> uses = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      Line line = lines.get(at);
      if (line instanceof Line.OfUser user && user.kept().user().email() != null) {
        claiming.add(at);
        uses.add(new EmailUse(line.owner(), EmailIds.of(user.kept().user().email())));
      }
    }
    List<Claimed> claimed = uses.isEmpty() ? List.of() : claim(uses);
    for (int each = 0; each < claiming.size(); each++) {
      int at = claiming.get(each);
      if (lines.get(at) instanceof Line.OfUser user) {
        if (claimed.get(each) instanceof Claimed.Held(long claim)) {
          payloads.set(at, Restoring.user(user.kept()).claiming(claim));
          claims.put(at, new UnusedClaim(uses.get(each), claim));
        } else {
          payloads.set(at, Restoring.userWithoutEmail(user.kept()));
          tally.note(
              fault(
                  user,
                  ErrorCode.EMAIL_TAKEN,
                  "another user has its e-mail address: it is restored without"));
        }
      }
    }
  }

  private List<Event> events(List<Line> lines, List<Payload> payloads) {
    List<Event> events = new ArrayList<>(lines.size());
    for (int at = 0; at < lines.size(); at++) {
      events.add(event(lines.get(at).owner(), payloads.get(at)));
    }
    return events;
  }

  private Event event(UserId owner, Payload payload) {
    return new Event(
        ports.newIds().get(),
        owner,
        null,
        EventAvro.micros(ports.clock().instant()),
        null,
        payload);
  }

  /** Reserves addresses; each is held or taken in the end. */
  private List<Claimed> claim(List<EmailUse> uses) {
    Patience left = Patience.of(patience);
    while (true) {
      List<Claimed> claimed = ports.emails().claim(uses);
      Claimed.Failed failed = null;
      for (Claimed each : claimed) {
        failed = each instanceof Claimed.Failed found ? found : failed;
      }
      if (failed == null) {
        return claimed;
      }
      if (!left.lasts()) {
        throw new ProblemException(failed.code(), failed.detail());
      }
    }
  }

  /**
   * Appends events in their order; where each stands. A part of a document is another event with
   * each attempt: one that came behind a gap is erased from the log by its id.
   */
  private List<Position> append(List<Event> events) {
    List<Position> positions = new ArrayList<>(events.size());
    Patience left = Patience.of(patience);
    while (positions.size() < events.size()) {
      List<LogRecord> records =
          events.subList(positions.size(), events.size()).stream()
              .map(event -> event.payload() instanceof PutDocumentPart ? again(event) : event)
              .map(ports.encoder()::encode)
              .toList();
      for (Append append : ports.log().append(records)) {
        switch (append) {
          case Append.Acknowledged(Position position) -> {
            positions.add(position);
            continue;
          }
          case Append.NotWritten(ErrorCode code, String detail) -> goOnOrFail(left, code, detail);
          case Append.Unknown(String detail) -> goOnOrFail(left, ErrorCode.OUTCOME_UNKNOWN, detail);
        }
        break; // from here on once more, so that the order is kept
      }
    }
    return positions;
  }

  private Event again(Event event) {
    return event(event.owner(), event.payload());
  }

  private static void goOnOrFail(Patience left, ErrorCode code, String detail) {
    if (!code.retryable() || !left.lasts()) {
      throw new ProblemException(code, detail);
    }
  }

  private List<Outcome> decided(List<Written> written) {
    Patience left = Patience.of(patience);
    while (true) {
      List<Outcome> decided = new ArrayList<>(written.size());
      Decided.NotYet notYet = null;
      for (Decided each : outcomes.of(written, DECISION_WAIT_MILLIS, false)) {
        switch (each) {
          case Decided.Yes(Outcome outcome) -> decided.add(outcome);
          case Decided.NotYet found -> notYet = found;
        }
      }
      if (notYet == null) {
        return decided;
      }
      goOnOrFail(left, notYet.code(), notYet.detail());
    }
  }
}
