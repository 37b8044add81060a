package io.chatlog.query.http;

import java.util.concurrent.TimeUnit;

/** How long one request goes on with work that could be left for the next. */
record Patience(long untilNanos) {
  static Patience of(int millis) {
    return new Patience(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
  }

  boolean lasts() {
    return untilNanos - System.nanoTime() > 0;
  }
}
