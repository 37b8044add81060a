package io.chatlog.keeper.backup;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.publish.Barriers;
import io.chatlog.ingest.publish.Barriers.Marked;
import io.chatlog.value.Positions;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.BegunSessions;
import io.chatlog.view.Freshness;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.KeptSession;
import io.chatlog.view.KeptUser;
import io.chatlog.view.Lookup;
import io.chatlog.view.MessageRange;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads all that is kept, patiently: a partition that moves is waited for, and so is one that has
 * not applied yet what is asked for.
 */
final class KeptReads {
  private static final int MESSAGES_EACH = MessageRange.LIMIT_MAX;

  /** How long one read waits to be as fresh as asked for; then it is asked again. */
  private static final int WAIT_MILLIS = 2_000;

  private final Reads reads;
  private final Duration patience;
  private final Freshness freshness;

  /** Takes lines. */
  @FunctionalInterface
  interface Sink {
    void take(Line line) throws IOException;
  }

  /** Reads what is applied. */
  KeptReads(Reads reads, Duration patience) {
    this(reads, patience, Freshness.NOW);
  }

  private KeptReads(Reads reads, Duration patience, Freshness freshness) {
    this.reads = reads;
    this.patience = patience;
    this.freshness = freshness;
  }

  /**
   * Reads that see everything that the log has acknowledged by now, in every partition, whoever
   * wrote it and whether it is decided or not.
   *
   * @throws ProblemException when the log takes no mark until patience is over
   */
  KeptReads asOfNow(Barriers barriers) {
    List<Integer> all = IntStream.range(0, partitionCount()).boxed().toList();
    Patience left = Patience.of(patience);
    while (true) {
      switch (barriers.mark(all)) {
        case Marked.At(Positions marks) -> {
          int waitMillis = (int) Math.min(patience.toMillis(), WAIT_MILLIS);
          return new KeptReads(reads, patience, new Freshness(marks, waitMillis, false));
        }
        case Marked.Failed(ErrorCode code, String detail) -> {
          if (!left.lasts()) {
            throw new ProblemException(code, detail);
          }
        }
      }
    }
  }

  int partitionCount() {
    return reads.partitionCount();
  }

  int partitionOf(UserId user) {
    return reads.partitionOf(user);
  }

  void requireUser(UserId user) {
    if (ask(new Read.GetKeptUser(user)).value() instanceof Lookup.Missing<KeptUser>) {
      throw new ProblemException(ErrorCode.USER_NOT_FOUND, "there is no user " + user);
    }
  }

  /** Asks until there is an answer, or patience is over. */
  <R> Complete<R> ask(Read<R> read) {
    Patience left = Patience.of(patience);
    while (true) {
      switch (reads.read(read, freshness)) {
        case Complete<R> complete -> {
          return complete;
        }
        case Answer.Failed<R>(ErrorCode code, String detail) -> {
          if (!code.retryable() || !left.lasts()) {
            throw new ProblemException(code, detail);
          }
        }
      }
    }
  }

  /** The sessions of a user in the order in which they began, each followed by its messages. */
  void sessions(UserId user, Sink sink) throws IOException {
    BegunSessions.Place after = null;
    boolean more = true;
    while (more) {
      BegunSessions page =
          found(ask(new Read.ListBegunSessions(user, after, BegunSessions.LIMIT_MAX)).value());
      more = page != null && page.more();
      if (page != null) {
        for (BegunSessions.Place place : page.items()) {
          session(user, place.session(), sink);
          after = place;
        }
      }
    }
  }

  private void session(UserId user, SessionId id, Sink sink) throws IOException {
    KeptSession.Page page = page(user, id, 0);
    if (page == null) {
      return; // erased by now
    }
    KeptSession session = page.session();
    sink.take(new Line.OfSession(session));
    while (page != null) {
      for (KeptMessage message : page.messages()) {
        if (message.message().seq() <= session.lastSeq()) {
          sink.take(new Line.OfMessage(message));
        }
      }
      Long next = page.next();
      page = next == null || next >= session.lastSeq() ? null : page(user, id, next);
    }
  }

  private KeptSession.@Nullable Page page(UserId user, SessionId id, long afterSeq) {
    return found(ask(new Read.GetKeptSession(user, id, afterSeq, MESSAGES_EACH)).value());
  }

  /** What a read finds, or null. */
  <T> @Nullable T find(Read<Lookup<T>> read) {
    return found(ask(read).value());
  }

  private static <T> @Nullable T found(Lookup<T> lookup) {
    return switch (lookup) {
      case Lookup.Found<T>(T value) -> value;
      case Lookup.Missing<T> _ -> null;
    };
  }
}
