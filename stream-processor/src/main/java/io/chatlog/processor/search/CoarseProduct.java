package io.chatlog.processor.search;

/**
 * What the product of one direction with another is at most. It takes about a third of the time of
 * the product itself: a sum of whole numbers may be made in any order, so that the compiler makes
 * it of many numbers at once, which it must not do of floats.
 *
 * <p>A product of directions is a whole number of {@code 2^-30}s here: the parts of their sum are
 * together no more than 1, so that none overflows in whatever order they are summed. Not
 * thread-safe.
 */
final class CoarseProduct {
  private static final int ONE = 1 << 30;

  /** How far a part of the sum may be off, cut to a whole number and as a float, in either sum. */
  private static final double SLACK_OF_EACH = 0x1p-23;

  /** Of a cosine that is rounded to six decimals, and of the relevance made of it. */
  private static final double SLACK_OF_ROUNDING = 1e-6;

  private final float[] scaled;
  private final double slack;

  /**
   * @param direction of length 1
   */
  CoarseProduct(float[] direction) {
    scaled = new float[direction.length];
    slack = SLACK_OF_ROUNDING + SLACK_OF_EACH * direction.length;
    of(direction);
  }

  /** Goes on as the product of another direction of as many numbers. */
  void of(float[] direction) {
    for (int at = 0; at < scaled.length; at++) {
      scaled[at] = direction[at] * ONE;
    }
  }

  /** At most what a direction of as many numbers makes with this one; above it by little. */
  double most(float[] direction) {
    return sum(scaled, direction) / (double) ONE + slack;
  }

  /** By how much at most the product is less than {@link #most}. */
  double span() {
    return 2 * slack;
  }

  /** Half of 1 + the product, about: off by no more than {@link #most} allows for. Not negative. */
  float relevance(float[] direction) {
    return (float) Math.max(0, 0.5 + sum(scaled, direction) / (2.0 * ONE));
  }

  // as plain as it is, so that it is compiled to what works on many numbers at once
  private static int sum(float[] scaled, float[] direction) {
    int sum = 0;
    for (int at = 0; at < scaled.length; at++) {
      sum += (int) (scaled[at] * direction[at]);
    }
    return sum;
  }
}
