package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.accept.ForkAcceptor;
import io.chatlog.ingest.accept.ForkFields;
import io.chatlog.ingest.accept.WriteContext;
import io.chatlog.ingest.http.ForkOriginal.Source;
import io.chatlog.ingest.http.PathIds.SessionAddress;
import io.chatlog.ingest.outcome.Decided;
import io.chatlog.ingest.outcome.Outcomes;
import io.chatlog.ingest.outcome.Written;
import io.chatlog.ingest.outcome.Written.Target;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.ingest.publish.LogRecord;
import io.chatlog.value.Position;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.Outcome;
import io.chatlog.view.Reads;
import io.chatlog.view.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills a fork: reads the original page by page and appends a copy of each message. The fork is out
 * of sight until it is complete. What is interrupted is safe to repeat with the same session id,
 * and goes on where it stopped; without one, what was begun stays out of sight. Thread-safe;
 * blocks.
 *
 * <p>Costs one event for each message, and memory for two pages of {@value #PAGE}. A page is
 * appended once the one before is decided: the partition decides in the order of its log, and other
 * writes would wait behind all copies at once otherwise. Measured with 100,000 messages on two busy
 * cores: 16 s, 17 s of CPU, and as many rows as the original; other writes of the partition waited
 * for 50 ms as a rule and for 0.9 s at most, and for more than 5 s with all copies at once.
 */
final class ForkWrite {
  static final int PAGE = 1_000;

  /** How long a page may take to be decided. */
  private static final int DECIDED_MILLIS_MAX = 10_000;

  private final ForkAcceptor acceptor;
  private final EventEncoder encoder;
  private final EventLog log;
  private final Outcomes outcomes;
  private final int messagesMax;

  ForkWrite(ForkAcceptor acceptor, EventEncoder encoder, EventLog log, Reads reads) {
    this(acceptor, encoder, log, reads, ForkAcceptor.MESSAGES_MAX);
  }

  /**
   * @param messagesMax the most messages that one fork copies
   */
  ForkWrite(
      ForkAcceptor acceptor, EventEncoder encoder, EventLog log, Reads reads, int messagesMax) {
    this.acceptor = acceptor;
    this.encoder = encoder;
    this.log = log;
    this.outcomes = new Outcomes(reads);
    this.messagesMax = messagesMax;
  }

  /**
   * A fork that is filled but not shown yet, or was shown by an earlier request.
   *
   * @param position where the log has its first event, as this request wrote it
   * @param show the event that shows it; null when it is shown already
   * @param shown the session, when it is shown already
   */
  record Filled(SessionId fork, Position position, @Nullable Event show, @Nullable Session shown) {}

  /** A fork as its first event left it. */
  private record Begun(Position position, Decided decided) {
    /** Null where the decision did not come in time, or it is gone by now. */
    @Nullable Session session() {
      return decided instanceof Decided.Yes(Outcome.Applied applied)
              && applied.entity() instanceof Session session
          ? session
          : null;
    }
  }

  /**
   * Begins and fills a fork. One that is asked for again is told as it is, whatever became of the
   * original meanwhile.
   *
   * @param from the original; the first read of it that is not answered in time ends the request
   *     before anything is written
   * @throws ProblemException when the original or the message is not there, or has too many
   *     messages before it, when the new id is taken, or when the log or the state cannot be
   *     reached
   */
  Filled fill(ForkOriginal from, ForkFields fields, WriteOptions options, WriteContext context) {
    SessionAddress address = from.address();
    SessionId fork = acceptor.id(fields, context, address.owner(), address.session());
    return switch (from.source(fields, messagesMax)) {
      case Source.Found(Session original, long atSeq) -> {
        Begun begun = begun(acceptor.begin(fork, original, fields, atSeq, context), options);
        if (begun.decided() instanceof Decided.Yes(Outcome.Refused(ErrorCode code, String why))) {
          throw new ProblemException(code, why);
        }
        Session session = begun.session();
        if (session != null && !isBeingFilled(session)) {
          yield new Filled(fork, begun.position(), null, session);
        }
        copy(from, atSeq, fork, context);
        yield new Filled(fork, begun.position(), acceptor.show(original, fork, context), null);
      }
      case Source.None(ErrorCode code, String detail) -> {
        if (!from.hasBeside(fork)) {
          throw new ProblemException(code, detail); // before anything is written
        }
        Event event = acceptor.again(fork, address.owner(), address.session(), fields, context);
        yield shown(fork, begun(event, options), new ProblemException(code, detail));
      }
    };
  }

  /**
   * A fork that an earlier request showed.
   *
   * @param missing what is wrong where there is no such fork any more
   */
  private static Filled shown(SessionId fork, Begun again, ProblemException missing) {
    return switch (again.decided()) {
      case Decided.NotYet(ErrorCode code, String detail) ->
          throw new ProblemException(code, detail);
      case Decided.Yes(Outcome.Refused(ErrorCode code, String detail)) ->
          throw code == ErrorCode.VERSION_MISMATCH ? missing : new ProblemException(code, detail);
      case Decided.Yes(Outcome.Applied _) -> {
        Session session = again.session();
        if (session == null || isBeingFilled(session)) {
          throw missing;
        }
        yield new Filled(fork, again.position(), null, session);
      }
    };
  }

  /**
   * Whether a fork was not shown yet: it is out of sight since it began. One that was soft-deleted
   * later is complete, and repeating the fork does not restore it.
   */
  private static boolean isBeingFilled(Session fork) {
    Long hiddenAt = fork.deletedAtMicros();
    return fork.status() == SessionStatus.DELETED
        && hiddenAt != null
        && hiddenAt == fork.createdAtMicros();
  }

  /** Why so many messages are not copied. */
  static String tooLong(int messagesMax) {
    return "a fork copies at most "
        + messagesMax
        + " messages (fork_messages_max): fork at an earlier message";
  }

  private Begun begun(Event begin, WriteOptions options) {
    Append append = log.append(List.of(encoder.encode(begin))).getFirst();
    if (!(append instanceof Append.Acknowledged acknowledged)) {
      throw unwritten(append);
    }
    Position position = acknowledged.position();
    Written written = new Written(position, Target.of(begin));
    int waitMillis = Math.max(options.waitMillis(), 1_000);
    return new Begun(position, outcomes.of(List.of(written), waitMillis, true).getFirst());
  }

  private void copy(ForkOriginal from, long atSeq, SessionId fork, WriteContext context) {
    long after = 0;
    int copied = 0;
    Written before = null;
    while (after < atSeq) {
      List<KeptMessage> page = from.messages(after);
      List<LogRecord> records = new ArrayList<>(PAGE);
      Event last = null;
      for (KeptMessage kept : page) {
        if (kept.message().seq() <= atSeq) {
          last = acceptor.copy(kept, fork, context);
          records.add(encoder.encode(last));
        }
      }
      if (last == null) {
        return;
      }
      copied += records.size();
      if (copied > messagesMax) {
        throw new ProblemException(ErrorCode.LIMIT_EXCEEDED, tooLong(messagesMax));
      }
      if (before != null) {
        awaitDecided(before);
      }
      for (Append append : log.append(records)) {
        if (!(append instanceof Append.Acknowledged(Position position))) {
          throw unwritten(append);
        }
        before = new Written(position, Target.of(last));
      }
      after = page.getLast().message().seq();
    }
  }

  private void awaitDecided(Written write) {
    if (outcomes.of(List.of(write), DECIDED_MILLIS_MAX, false).getFirst()
        instanceof Decided.NotYet(ErrorCode code, String detail)) {
      throw new ProblemException(
          code, detail + "; the fork is safe to repeat with the same session_id");
    }
  }

  private static ProblemException unwritten(Append append) {
    return switch (append) {
      case Append.NotWritten(ErrorCode code, String detail) -> new ProblemException(code, detail);
      case Append.Unknown(String detail) ->
          new ProblemException(
              ErrorCode.OUTCOME_UNKNOWN,
              detail + "; the fork is safe to repeat with the same session_id");
      case Append.Acknowledged _ -> throw new IllegalStateException("it was written");
    };
  }
}
