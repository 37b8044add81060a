package io.chatlog.view;

import io.chatlog.value.Positions;
import java.time.Duration;

/**
 * What a read must reflect.
 *
 * @param atLeast positions that must be applied before the read answers
 * @param waitMillis how long to wait for them, 0..{@value #WAIT_MILLIS_MAX}
 * @param staleAllowed whether a stand-by may answer when the owner cannot; never together with
 *     positions, which only the owner vouches for
 * @param waitNamed whether who asks named the wait: then an owner is not looked for any longer
 *     either. Nodes are not told; it is for who brings the read to them
 */
public record Freshness(
    Positions atLeast, int waitMillis, boolean staleAllowed, boolean waitNamed) {
  /** The longest wait. */
  public static final int WAIT_MILLIS_MAX = 60_000;

  /** Whatever is applied now. */
  public static final Freshness NOW = new Freshness(Positions.NONE, 0, false);

  /** What is left to wait for after a while. */
  public Freshness after(Duration waited) {
    long left = Math.max(0, waitMillis - waited.toMillis());
    return new Freshness(atLeast, (int) left, staleAllowed, waitNamed);
  }

  public Freshness {
    if (waitMillis < 0 || waitMillis > WAIT_MILLIS_MAX) {
      throw new IllegalArgumentException("wait of " + waitMillis + " ms");
    }
  }

  /** With all the patience for an owner that there is. */
  public Freshness(Positions atLeast, int waitMillis, boolean staleAllowed) {
    this(atLeast, waitMillis, staleAllowed, false);
  }

  /** With positions to reflect as well. */
  public Freshness reflecting(Positions positions) {
    return new Freshness(atLeast.with(positions), waitMillis, staleAllowed, waitNamed);
  }
}
