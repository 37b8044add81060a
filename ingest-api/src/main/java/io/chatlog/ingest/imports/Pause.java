package io.chatlog.ingest.imports;

import java.time.Duration;

/** Waits, in whatever time there is. */
@FunctionalInterface
public interface Pause {
  /** Returns when the duration has passed, or earlier when the thread is interrupted. */
  void of(Duration duration);
}
