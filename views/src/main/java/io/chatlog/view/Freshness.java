package io.chatlog.view;

import io.chatlog.value.Positions;

/**
 * What a read must reflect.
 *
 * @param atLeast positions that must be applied before the read answers
 * @param waitMillis how long to wait for them, 0..{@value #WAIT_MILLIS_MAX}
 * @param staleAllowed whether a stand-by may answer when the owner cannot; never together with
 *     positions, which only the owner vouches for
 */
public record Freshness(Positions atLeast, int waitMillis, boolean staleAllowed) {
  /** The longest wait. */
  public static final int WAIT_MILLIS_MAX = 60_000;

  /** Whatever is applied now. */
  public static final Freshness NOW = new Freshness(Positions.NONE, 0, false);

  public Freshness {
    if (waitMillis < 0 || waitMillis > WAIT_MILLIS_MAX) {
      throw new IllegalArgumentException("wait of " + waitMillis + " ms");
    }
  }
}
