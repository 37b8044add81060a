package io.chatlog.standalone.load;

import io.chatlog.standalone.load.BatchSender.Accepted;
import io.chatlog.standalone.load.BatchSender.Duplicate;
import io.chatlog.standalone.load.BatchSender.Judged;
import io.chatlog.standalone.load.BatchSender.NotTaken;
import io.chatlog.standalone.load.BatchSender.Refused;
import io.chatlog.standalone.load.BatchSender.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sends batches one after the other, each until every line of it is settled. Not thread-safe: a
 * lane has one sender.
 *
 * <p>A line that the server may take later is sent again behind those of its batch that were taken.
 */
final class Lane {
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration WAIT_MAX = Duration.ofSeconds(5);

  private final BatchSender sender;
  private final Tally tally;
  private final Pause pause;
  private final Duration retryMax;

  Lane(BatchSender sender, Tally tally, Pause pause, Duration retryMax) {
    this.sender = sender;
    this.tally = tally;
    this.pause = pause;
    this.retryMax = retryMax;
  }

  /**
   * Returns when every line is counted.
   *
   * @throws LoadStoppedException when the server does not take such requests
   */
  void send(List<MessageLine> batch) throws InterruptedException, LoadStoppedException {
    List<MessageLine> left = batch;
    Duration waited = Duration.ZERO;
    Duration backoff = FIRST_WAIT;
    while (true) {
      Attempt attempt = attempt(left);
      if (attempt.left().isEmpty()) {
        return;
      }
      if (attempt.left().size() < left.size()) {
        waited = Duration.ZERO;
        backoff = FIRST_WAIT;
      }
      left = attempt.left();
      Duration wait = attempt.retryAfter().orElse(backoff);
      if (waited.plus(wait).compareTo(retryMax) > 0) {
        left.forEach(line -> tally.failed(attempt.why()));
        return;
      }
      pause.of(wait);
      waited = waited.plus(wait);
      backoff =
          backoff.multipliedBy(2).compareTo(WAIT_MAX) < 0 ? backoff.multipliedBy(2) : WAIT_MAX;
    }
  }

  /** What is left to send after an attempt, and why. */
  private record Attempt(List<MessageLine> left, String why, Optional<Duration> retryAfter) {}

  private Attempt attempt(List<MessageLine> lines)
      throws InterruptedException, LoadStoppedException {
    return switch (sender.send(lines)) {
      case Judged judged -> settle(lines, judged);
      case Unavailable unavailable -> afterUnavailable(lines, unavailable);
      case NotTaken(String why) -> throw new LoadStoppedException(why);
    };
  }

  private Attempt settle(List<MessageLine> lines, Judged judged) {
    List<MessageLine> left = new ArrayList<>();
    String why = "";
    for (int index = 0; index < lines.size(); index++) {
      MessageLine line = lines.get(index);
      switch (judged.items().get(index)) {
        case Accepted _ -> tally.accepted();
        case Duplicate _ -> tally.duplicate();
        case Refused(String code, String detail, boolean retryable) -> {
          if (retryable) {
            left.add(line);
            why = code;
          } else {
            tally.refused(line.number(), code, detail);
          }
        }
      }
    }
    return new Attempt(left, why, judged.retryAfter());
  }

  private Attempt afterUnavailable(List<MessageLine> lines, Unavailable unavailable) {
    List<MessageLine> left = new ArrayList<>();
    for (MessageLine line : lines) {
      if (unavailable.written() && !line.repeatable()) {
        tally.failed("outcome unknown, and not repeated because the line has no message_id");
      } else {
        left.add(line);
      }
    }
    return new Attempt(left, unavailable.why(), unavailable.retryAfter());
  }
}
