package io.chatlog.standalone.load;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sends a batch of messages once. Thread-safe. */
@FunctionalInterface
public interface BatchSender {
  /**
   * Sends the lines in their order and returns what the server said.
   *
   * @throws InterruptedException when the thread is interrupted; the outcome is not known then
   */
  Answer send(List<MessageLine> lines) throws InterruptedException;

  /** What came of one attempt. */
  sealed interface Answer {}

  /**
   * The server judged every line for itself.
   *
   * @param items one for each line, in their order
   * @param retryAfter how long to wait before those that are retryable are sent again, if it said
   */
  record Judged(List<Item> items, Optional<Duration> retryAfter) implements Answer {
    /** Keeps its own copy. */
    public Judged {
      items = List.copyOf(items);
    }
  }

  /**
   * The server took none, or it is not known whether it took any.
   *
   * @param why for a person
   * @param written whether some may have been taken all the same
   * @param retryAfter how long to wait before the next attempt, if it said
   */
  record Unavailable(String why, boolean written, Optional<Duration> retryAfter)
      implements Answer {}

  /**
   * The server does not take such requests at all; another attempt would be answered alike.
   *
   * @param why for a person
   */
  record NotTaken(String why) implements Answer {}

  /** What the server said to one line. */
  sealed interface Item {}

  /** It is in the log. */
  record Accepted() implements Item {}

  /** It was in the log before. */
  record Duplicate() implements Item {}

  /**
   * It is not taken.
   *
   * @param code of the error catalogue
   * @param detail for a person
   * @param retryable whether it may be taken later
   */
  record Refused(String code, String detail, boolean retryable) implements Item {}
}
