package io.chatlog.standalone.load;

import java.time.Duration;

/** Waits, in whatever time there is. */
@FunctionalInterface
public interface Pause {
  /** Returns when the duration has passed. */
  void of(Duration duration) throws InterruptedException;
}
