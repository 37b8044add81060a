package io.chatlog.keeper.cleanup;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.event.Payload;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.app.WritePorts;
import io.chatlog.ingest.outcome.Decided;
import io.chatlog.ingest.outcome.Outcomes;
import io.chatlog.ingest.outcome.Written;
import io.chatlog.ingest.publish.Append;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Answer.Failed;
import io.chatlog.view.Freshness;
import io.chatlog.view.Held;
import io.chatlog.view.Lookup;
import io.chatlog.view.Outcome;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import io.chatlog.view.Session;
import io.chatlog.view.SessionFilter;
import io.chatlog.view.SessionPage;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SessionSort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds sessions that were last active long ago, whatever their status, and deletes them as a
 * client would: with one event each, decided in the log, and so with everything that belongs to
 * them.
 *
 * <p>A session that changed since it was found is left alone, and so is one that got a message or
 * lost one: the event names its version and what was seen of its messages. Doing it again is
 * harmless. Some hundred sessions are in memory at a time; one call works for a bounded time and
 * says whether more is left. Thread-safe.
 */
public final class Cleanup {
  static final int SESSIONS_EACH = 200;
  private static final int PAGE = SessionRange.LIMIT_MAX;
  private static final int DECISION_WAIT_MILLIS = 10_000;

  /** Refusals that say the session is no longer the one that was found: it is kept. */
  private static final Set<ErrorCode> CHANGED_MEANWHILE =
      EnumSet.of(ErrorCode.VERSION_MISMATCH, ErrorCode.SESSION_NOT_FOUND, ErrorCode.USER_NOT_FOUND);

  private final Reads reads;
  private final WritePorts ports;
  private final Outcomes outcomes;
  private final Duration workMax;
  private final LongSupplier nanos;

  /**
   * @param workMax how long one call works before it says that more is left
   * @param nanos a clock that never goes back
   */
  public Cleanup(Reads reads, WritePorts ports, Duration workMax, LongSupplier nanos) {
    this.reads = reads;
    this.ports = ports;
    this.outcomes = new Outcomes(reads);
    this.workMax = workMax;
    this.nanos = nanos;
  }

  /**
   * Looks for what is old, and deletes it unless it is to be counted only.
   *
   * @param cutoffMicros what was last active before this is old
   * @param user the only user; null for all
   * @throws ProblemException {@code user_not_found}, or what a partition fails with: what was
   *     deleted by then stays so
   */
  public CleanupReport run(long cutoffMicros, @Nullable UserId user, boolean dryRun) {
    return new Run(cutoffMicros, user, dryRun).report();
  }

  /** A session that is old, with what goes with it. */
  private record Old(Session session, Held held) {}

  private final class Run {
    private final long cutoffMicros;
    private final @Nullable UserId user;
    private final boolean dryRun;
    private final long untilNanos = nanos.getAsLong() + workMax.toNanos();
    private final List<CleanupReport.Fault> faults = new ArrayList<>();
    private CleanupReport.Counts found = CleanupReport.Counts.ZERO;
    private CleanupReport.Counts deleted = CleanupReport.Counts.ZERO;
    private long kept;
    private long failed;

    Run(long cutoffMicros, @Nullable UserId user, boolean dryRun) {
      this.cutoffMicros = cutoffMicros;
      this.user = user;
      this.dryRun = dryRun;
    }

    CleanupReport report() {
      SessionRange.From from = null;
      boolean complete = false;
      while (!complete && nanos.getAsLong() < untilNanos) {
        SessionPage page = page(from);
        if (page.expired()) {
          break; // too much moved to go on from here: who asks again begins anew
        }
        take(page.sessions());
        from = page.from();
        complete = from == null;
      }
      return new CleanupReport(cutoffMicros, found, deleted, kept, failed, faults, complete);
    }

    private SessionPage page(SessionRange.@Nullable From from) {
      SessionRange range =
          new SessionRange(
              from,
              SessionSort.LAST_ACTIVITY,
              false,
              0,
              PAGE,
              new SessionFilter(
                  EnumSet.allOf(SessionStatus.class),
                  Set.of(),
                  Set.of(),
                  Set.of(),
                  Set.of(),
                  Set.of(),
                  Long.MIN_VALUE,
                  cutoffMicros));
      if (user == null) {
        Complete<SessionPage> all = ask(new Read.ListAllSessions(range));
        if (!all.silent().isEmpty()) {
          throw new ProblemException(
              ErrorCode.PARTITION_UNAVAILABLE,
              "partitions that do not answer now: " + all.silent());
        }
        return all.value();
      }
      return switch (ask(new Read.ListSessions(user, range)).value()) {
        case Lookup.Found<SessionPage>(SessionPage page) -> page;
        case Lookup.Missing<SessionPage>(ErrorCode code) ->
            throw new ProblemException(code, "there is no user " + user);
      };
    }

    private void take(List<Session> sessions) {
      List<Old> old = new ArrayList<>(SESSIONS_EACH);
      for (Session session : sessions) {
        if (session.lastActivityMicros() < cutoffMicros) {
          Held held = ask(new Read.CountHeld(session.owner(), session.id())).value();
          found = found.plus(session, held);
          old.add(new Old(session, held));
        }
        if (old.size() == SESSIONS_EACH) {
          delete(old);
          old.clear();
        }
      }
      delete(old);
    }

    private void delete(List<Old> old) {
      if (dryRun || old.isEmpty()) {
        return;
      }
      List<Event> events = old.stream().map(each -> event(each.session())).toList();
      List<Append> appended =
          ports.log().append(events.stream().map(ports.encoder()::encode).toList());
      List<Written> written = new ArrayList<>();
      List<Old> asked = new ArrayList<>();
      for (int at = 0; at < old.size(); at++) {
        switch (appended.get(at)) {
          case Append.Acknowledged acknowledged -> {
            written.add(new Written(acknowledged.position(), Written.Target.of(events.get(at))));
            asked.add(old.get(at));
          }
          case Append.NotWritten(ErrorCode code, String detail) ->
              fail(old.get(at).session(), code, detail);
          case Append.Unknown(String detail) ->
              fail(old.get(at).session(), ErrorCode.OUTCOME_UNKNOWN, detail);
        }
      }
      List<Decided> decided = outcomes.of(written, DECISION_WAIT_MILLIS, false);
      for (int at = 0; at < asked.size(); at++) {
        switch (decided.get(at)) {
          case Decided.Yes(Outcome outcome) -> count(asked.get(at), outcome);
          case Decided.NotYet notYet ->
              fail(asked.get(at).session(), notYet.code(), notYet.detail());
        }
      }
    }

    private Event event(Session session) {
      return new Event(
          ports.newIds().get(),
          session.owner(),
          null,
          EventAvro.micros(ports.clock().instant()),
          null,
          new Payload.DeleteSession(
              session.id(),
              session.version(),
              new Payload.SeenMessages(session.messageCount(), session.lastMessageAtMicros())));
    }

    private void count(Old old, Outcome outcome) {
      switch (outcome) {
        case Outcome.Applied _ -> deleted = deleted.plus(old.session(), old.held());
        case Outcome.Refused refused when CHANGED_MEANWHILE.contains(refused.code()) -> kept++;
        case Outcome.Refused refused -> fail(old.session(), refused.code(), refused.detail());
      }
    }

    private void fail(Session session, ErrorCode code, String detail) {
      failed++;
      if (faults.size() < CleanupReport.FAULTS_MAX) {
        faults.add(new CleanupReport.Fault(session.owner(), session.id(), code, detail));
      }
    }
  }

  private <R> Complete<R> ask(Read<R> read) {
    return switch (reads.read(read, Freshness.NOW)) {
      case Complete<R> complete -> complete;
      case Failed<R> broken -> throw new ProblemException(broken.code(), broken.detail());
    };
  }
}
