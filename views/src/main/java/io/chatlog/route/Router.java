package io.chatlog.route;

import io.chatlog.error.ErrorCode;
import io.chatlog.topic.Partitions;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.Freshness;
import io.chatlog.view.PartitionAnswer.Answered;
import io.chatlog.view.PartitionAnswer.Behind;
import io.chatlog.view.PartitionAnswer.NotHere;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.TermStatistics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Brings each read to the owners of its partitions. Nothing is kept between reads: any router can
 * answer any read, at any time.
 *
 * <p>One partition is tried like this until the deadline: every candidate in turn; one that says it
 * is not the owner, or does not answer, is no candidate any more until it claims the partition
 * again; when none is left, wait for news and begin again. All reads are idempotent, so trying
 * twice is harmless.
 */
final class Router implements Reads {
  private static final Duration OUTCOME_SLACK = Duration.ofMillis(250);

  private final Owners owners;
  private final int partitionCount;
  private final RouteSettings settings;
  private final Absences absences;

  Router(Owners owners, int partitionCount, RouteSettings settings) {
    if (partitionCount < 1) {
      throw new IllegalArgumentException("a log has partitions");
    }
    this.owners = owners;
    this.partitionCount = partitionCount;
    this.settings = settings;
    this.absences = new Absences(settings.scatterDeadline());
  }

  @Override
  public int partitionOf(UserId user) {
    return Partitions.of(user, partitionCount);
  }

  @Override
  public int partitionCount() {
    return partitionCount;
  }

  @Override
  public <R> Answer<R> read(Read<R> read, Freshness freshness) {
    Deadline deadline = Deadline.in(patience(read, freshness));
    return switch (read) {
      case Read.OfUser<R> ofUser -> ofOne(partitionOf(ofUser.user()), read, freshness, deadline);
      case Read.OfPartition<R> ofPartition ->
          ofPartition.partition() < 0 || ofPartition.partition() >= partitionCount
              ? new Answer.Failed<>(
                  ErrorCode.INVALID_POSITION,
                  "there is no partition " + ofPartition.partition() + " of " + partitionCount)
              : ofOne(ofPartition.partition(), read, freshness, deadline);
      case Read.OfAll<R> ofAll -> scattered(ofAll, freshness, deadline);
    };
  }

  @SuppressWarnings("unchecked") // a search is answered with a page
  private <R> Answer<R> scattered(Read.OfAll<R> read, Freshness freshness, Deadline deadline) {
    return read instanceof Read.SearchAll search && search.collection() == null
        ? (Answer<R>) ranked(search.query(), freshness, deadline)
        : new Scatter<>(this, read, freshness, deadline).gather(partitionCount);
  }

  /**
   * Asks every partition what ranking must know of it, then every partition for its best hits, so
   * that all of them score alike.
   */
  private Answer<SearchPage> ranked(SearchQuery query, Freshness freshness, Deadline deadline) {
    var terms = new Read.GetTermStatistics(query.text());
    return switch (new Scatter<>(this, terms, freshness, deadline).gather(partitionCount)) {
      case Answer.Failed<TermStatistics>(ErrorCode code, String detail) ->
          new Answer.Failed<>(code, detail);
      case Answer.Complete<TermStatistics> told ->
          switch (read(new Read.SearchAll(query, told.value()), freshness)) {
            case Answer.Failed<SearchPage> failed -> failed;
            case Answer.Complete<SearchPage> found -> {
              Set<Integer> silent = new TreeSet<>(told.silent());
              silent.addAll(found.silent());
              yield new Answer.Complete<>(
                  found.value().rankedWith(told.value()),
                  found.reflects(),
                  found.stale() || told.stale(),
                  List.copyOf(silent));
            }
          };
    };
  }

  /**
   * How long a read is tried: never longer than who asks has named a wait. Who asks for an outcome
   * has said how long that may take, all in all. A search answers without a partition that is away,
   * and so does a list of all sessions; a list of users or a count that left one out would be
   * wrong, so it is given all the time there is.
   */
  private Duration patience(Read<?> read, Freshness freshness) {
    Duration wait = Duration.ofMillis(freshness.waitMillis());
    boolean waits = !freshness.atLeast().isEmpty();
    Duration most =
        switch (read) {
          case Read.GetOutcomes _ -> wait.plus(OUTCOME_SLACK);
          case Read.GetTermStatistics _,
              Read.SearchAll _,
              Read.SimilarAll _,
              Read.ListAllSessions _ ->
              waits && wait.compareTo(settings.scatterDeadline()) > 0
                  ? wait.plus(OUTCOME_SLACK)
                  : settings.scatterDeadline();
          case Read.OfUser<?> _, Read.OfPartition<?> _, Read.OfAll<?> _ ->
              waits && wait.compareTo(settings.deadline()) > 0
                  ? wait.plus(OUTCOME_SLACK)
                  : settings.deadline();
        };
    Duration named = wait.plus(OUTCOME_SLACK);
    return freshness.waitNamed() && named.compareTo(most) < 0 ? named : most;
  }

  /** Whether a read of all answers without a partition that is away, and names it. */
  static boolean mayBePartial(Read<?> read) {
    return switch (read) {
      case Read.GetTermStatistics _, Read.SearchAll _, Read.SimilarAll _, Read.ListAllSessions _ ->
          true;
      case Read.OfUser<?> _, Read.OfPartition<?> _, Read.OfAll<?> _ -> false;
    };
  }

  private <R> Answer<R> ofOne(int partition, Read<R> read, Freshness freshness, Deadline deadline) {
    return switch (ask(partition, read, freshness, deadline)) {
      case Part.Got<R> got ->
          new Answer.Complete<>(
              got.answer().value(),
              reflects(partition, got.answer().appliedOffset()),
              got.answer().stale(),
              List.of());
      case Part.Missed<R> missed -> new Answer.Failed<>(missed.code(), missed.detail());
    };
  }

  static Positions reflects(int partition, long appliedOffset) {
    return appliedOffset < 0
        ? Positions.nothingOf(partition)
        : Positions.of(new Position(partition, appliedOffset));
  }

  /** What came of asking one partition. */
  sealed interface Part<R> {
    record Got<R>(Answered<R> answer) implements Part<R> {}

    record Missed<R>(ErrorCode code, String detail) implements Part<R> {}
  }

  /**
   * Asks one partition for its part of a search: not for long when the last search waited for its
   * owner in vain.
   */
  <R> Part<R> askInPart(int partition, Read<R> read, Freshness freshness, Deadline deadline) {
    Duration patience = absences.patience(partition, patience(read, freshness));
    Part<R> part = ask(partition, read, freshness, deadline, Deadline.in(patience));
    switch (part) {
      case Part.Got<R> _ -> absences.answered(partition);
      case Part.Missed<R> _ -> absences.missed(partition, patience);
    }
    return part;
  }

  /** Asks one partition until the deadline. */
  <R> Part<R> ask(int partition, Read<R> read, Freshness freshness, Deadline deadline) {
    return ask(partition, read, freshness, deadline, deadline);
  }

  private <R> Part<R> ask(
      int partition, Read<R> read, Freshness freshness, Deadline deadline, Deadline owner) {
    Freshness own = ofPartition(partition, freshness);
    boolean staleAllowed = own.staleAllowed() && own.atLeast().isEmpty();
    String lately = "no node says that it owns it";
    ErrorCode code = ErrorCode.PARTITION_UNAVAILABLE;
    try {
      while (true) {
        Owners.Candidates candidates = owners.candidates(partition, staleAllowed);
        for (Node node : candidates.nodes()) {
          if (deadline.passed()) {
            break;
          }
          try {
            Freshness asked = within(deadline, own);
            Duration timeout = timeout(read, freshness, asked, deadline);
            switch (node.read(partition, read, asked, timeout)) {
              case Answered<R> answered -> {
                if (!answered.stale() || !StandByAnswers.isNothing(answered.value())) {
                  return new Part.Got<>(answered);
                }
                lately = node.address() + ": the stand-by has nothing of it yet";
                code = ErrorCode.PARTITION_UNAVAILABLE;
              }
              case Behind<R> behind -> {
                return new Part.Missed<>(
                    ErrorCode.POSITION_NOT_REACHED, behindDetail(partition, own, behind));
              }
              case NotHere<R> notHere -> {
                owners.disowned(node, partition);
                lately = node.address() + ": " + notHere.why();
                code = ErrorCode.PARTITION_UNAVAILABLE;
              }
            }
          } catch (NodeFailure failure) {
            lately = node.address() + ": " + failure.getMessage();
            switch (failure.kind()) {
              case GONE -> {
                code = ErrorCode.PARTITION_UNAVAILABLE;
                owners.unreachable(node);
              }
              case SLOW -> {
                code = ErrorCode.DEADLINE_EXCEEDED;
                owners.unreachable(node);
              }
              case BUSY -> code = ErrorCode.DEADLINE_EXCEEDED;
              case FAULTY -> {
                return new Part.Missed<>(ErrorCode.INTERNAL, detail(partition, lately));
              }
            }
          }
        }
        if (!owners.awaitNews(candidates.version(), owner)) {
          if (freshness.waitNamed() && !own.atLeast().isEmpty()) {
            code = ErrorCode.POSITION_NOT_REACHED;
          }
          return new Part.Missed<>(code, detail(partition, lately));
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new Part.Missed<>(ErrorCode.NOT_READY, "the server is stopping");
    }
  }

  private static String detail(int partition, String why) {
    return "partition " + partition + " cannot be read: " + why;
  }

  private static String behindDetail(int partition, Freshness asked, Behind<?> behind) {
    return "partition "
        + partition
        + " is applied up to "
        + behind.appliedOffset()
        + ", asked for was "
        + asked.atLeast();
  }

  /** What the freshness says of one partition. */
  private static Freshness ofPartition(int partition, Freshness freshness) {
    if (freshness.atLeast().isEmpty()) {
      return freshness;
    }
    var offset = freshness.atLeast().offset(partition);
    return new Freshness(
        offset.isPresent()
            ? Positions.of(new Position(partition, offset.getAsLong()))
            : Positions.NONE,
        freshness.waitMillis(),
        freshness.staleAllowed());
  }

  /** No wait outlives the deadline, so that the answer says what was waited for in vain. */
  private static Freshness within(Deadline deadline, Freshness freshness) {
    long leftMillis = Math.max(0, Duration.ofNanos(deadline.left()).toMillis());
    return freshness.waitMillis() <= leftMillis
        ? freshness
        : new Freshness(freshness.atLeast(), (int) leftMillis, freshness.staleAllowed());
  }

  /** A wait that was named is one for an owner and for positions, not for what the read takes. */
  private Duration timeout(Read<?> read, Freshness freshness, Freshness asked, Deadline deadline) {
    Duration wait =
        asked.atLeast().isEmpty() ? Duration.ZERO : Duration.ofMillis(asked.waitMillis());
    Duration most = settings.attemptTimeout().plus(wait);
    if (freshness.waitNamed() && !(read instanceof Read.GetOutcomes)) {
      return most;
    }
    Duration left = Duration.ofNanos(deadline.left()).plus(OUTCOME_SLACK);
    return most.compareTo(left) < 0 ? most : left;
  }
}
