package io.chatlog.ingest.fake;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** UUIDs of version 7 that count up. */
public final class CountingIds implements Supplier<String> {
  private final AtomicLong last = new AtomicLong();

  @Override
  public String get() {
    return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | last.incrementAndGet())
        .toString();
  }
}
