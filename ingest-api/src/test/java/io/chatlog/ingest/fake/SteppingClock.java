package io.chatlog.ingest.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that is a microsecond later at each look. */
public final class SteppingClock implements InstantSource {
  private final AtomicLong micros = new AtomicLong(1_700_000_000_000_000L);

  /** Goes on by so much. */
  public void advance(Duration by) {
    micros.addAndGet(by.toNanos() / 1_000);
  }

  @Override
  public Instant instant() {
    long now = micros.incrementAndGet();
    return Instant.ofEpochSecond(now / 1_000_000, now % 1_000_000 * 1_000);
  }
}
