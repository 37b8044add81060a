package io.chatlog.benchmarks.load;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Numbers below a bound, of which the k-th is drawn in proportion to 1/k: few users write most.
 * Thread-safe.
 */
public final class Zipf {
  private final double[] cumulated;

  /**
   * @param bound how many numbers there are
   */
  public Zipf(int bound) {
    cumulated = new double[bound];
    double sum = 0;
    for (int at = 0; at < bound; at++) {
      sum += 1.0 / (at + 1);
      cumulated[at] = sum;
    }
  }

  /** A number from 0 on. */
  public int draw(SplittableRandom random) {
    double point = random.nextDouble() * cumulated[cumulated.length - 1];
    int found = Arrays.binarySearch(cumulated, point);
    return Math.min(found < 0 ? -found - 1 : found, cumulated.length - 1);
  }
}
