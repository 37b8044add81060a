package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.Request;
import io.chatlog.http.param.FreshnessHeaders;
import io.chatlog.http.problem.Problem;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.value.Positions;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Answer.Failed;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What every read route does: how fresh the answer must be, the read, and what the answer tells of
 * its freshness. Thread-safe.
 *
 * @param clock for durations back from now
 * @param limitsNow the bounds in force, which may change between two requests
 */
record ReadSteps(Reads reads, InstantSource clock, Supplier<ReadLimits> limitsNow) {
  private static final int NEXT_PAGE_WAIT_MILLIS = 2_000;

  /** The bounds in force. */
  ReadLimits limits() {
    return limitsNow.get();
  }

  /**
   * How fresh a request wants its answer.
   *
   * @throws ProblemException {@code invalid_position} for a partition that the log does not have
   */
  Freshness freshness(Request request) {
    FreshnessHeaders headers = request.freshness();
    Positions positions = headers.minPositions();
    if (!positions.offsets().isEmpty() && positions.offsets().lastKey() >= reads.partitionCount()) {
      throw new ProblemException(
          ErrorCode.INVALID_POSITION,
          "there is no partition "
              + positions.offsets().lastKey()
              + ", the last one is "
              + (reads.partitionCount() - 1));
    }
    return new Freshness(
        positions, headers.waitMillis(), headers.staleAllowed(), headers.waitNamed());
  }

  /** Asks a read as a request wants it. */
  <R> Complete<R> ask(Request request, Read<R> read) {
    return ask(read, freshness(request));
  }

  /** Asks a read; a failure ends the request. */
  <R> Complete<R> ask(Read<R> read, Freshness freshness) {
    return switch (reads.read(read, freshness)) {
      case Complete<R> complete -> complete;
      case Failed<R> failed -> throw new ProblemException(failed.code(), failed.detail());
    };
  }

  /** Asks a read that every partition must answer, because a part of it would be wrong. */
  <R> Complete<R> askAll(Request request, Read.OfAll<R> read) {
    return whole(ask(request, read));
  }

  /** The same answer; ends the request when a partition did not answer. */
  static <R> Complete<R> whole(Complete<R> complete) {
    if (!complete.silent().isEmpty()) {
      throw new ProblemException(
          ErrorCode.PARTITION_UNAVAILABLE,
          "partitions that do not answer now: " + complete.silent());
    }
    return complete;
  }

  /**
   * What a lookup found; ends the request when it found nothing, with a problem that tells what it
   * reflects.
   */
  static <T> T found(Complete<Lookup<T>> complete) {
    return switch (complete.value()) {
      case Lookup.Found<T>(T value) -> value;
      case Lookup.Missing<T>(ErrorCode code) -> {
        String title = code.title();
        String detail = Character.toLowerCase(title.charAt(0)) + title.substring(1);
        throw missing(complete, code, detail);
      }
    };
  }

  /** That something is not there, as of what the answer reflects. */
  static ProblemException missing(Complete<?> complete, ErrorCode code, String detail) {
    return new ProblemException(Problem.of(code, detail), freshnessOf(complete));
  }

  /**
   * What later pages of the same answer must reflect: no less than the first one, also when another
   * node answers them. A wait that was named is theirs, too. A partition that the first one is
   * without is not waited for any longer.
   */
  static Freshness noOlderThan(Complete<?> first, Freshness asked) {
    if (asked.waitNamed() && !(first.stale() && first.silent().isEmpty())) {
      return asked.reflecting(first.reflects());
    }
    return first.stale()
        ? asked
        : new Freshness(
            asked.atLeast().with(first.reflects()),
            Math.max(asked.waitMillis(), NEXT_PAGE_WAIT_MILLIS),
            asked.staleAllowed());
  }

  /**
   * The same for pages of an answer whose beginning is told by then: a client that named a wait
   * named one for that, and is not left with half an answer because a partition moves.
   */
  static Freshness goingOn(Complete<?> first, Freshness asked) {
    return noOlderThan(
        first, new Freshness(asked.atLeast(), asked.waitMillis(), asked.staleAllowed()));
  }

  /** An answer that tells what it reflects. */
  static Answer telling(Complete<?> complete, Answer answer) {
    Answer told = answer;
    for (Map.Entry<String, String> header : freshnessOf(complete).entrySet()) {
      told = told.header(header.getKey(), header.getValue());
    }
    return told;
  }

  private static Map<String, String> freshnessOf(Complete<?> complete) {
    Map<String, String> headers = new LinkedHashMap<>();
    String reflects = complete.reflects().toString();
    if (!reflects.isEmpty()) {
      headers.put(FreshnessHeaders.POSITION, reflects);
    }
    if (complete.stale()) {
      headers.put(FreshnessHeaders.STALE, "true");
    }
    return headers;
  }
}
