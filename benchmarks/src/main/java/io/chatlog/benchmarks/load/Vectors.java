package io.chatlog.benchmarks.load;

import java.util.SplittableRandom;

/**
 * Vectors as a model makes them of texts: each is near that of one of many topics, and no two are
 * alike. The same number has the same vector, whenever it is asked for. Thread-safe.
 */
public final class Vectors {
  /** How many numbers a vector has. */
  public static final int DIMENSIONS = 384;

  private static final int TOPICS = 1_000;
  private static final double SPREAD = 0.7;
  private static final double DECIMALS = 1e3;
  private static final long APART = 0x9E3779B97F4A7C15L;

  private final long seed;
  private final float[][] topics = new float[TOPICS][];

  /**
   * @param seed others for another one
   */
  public Vectors(long seed) {
    this.seed = seed;
    for (int topic = 0; topic < TOPICS; topic++) {
      topics[topic] = around(new float[DIMENSIONS], 1, random(-1 - topic));
    }
  }

  /** The vector of a message. */
  public float[] ofMessage(int number) {
    return drawn(random(2L * number));
  }

  /** A vector to search for. */
  public float[] ofQuestion(int number) {
    return drawn(random(2L * number + 1));
  }

  /** The product of two of them, over the lengths of both. */
  public static double cosine(float[] one, float[] other) {
    float product = 0;
    float squares = 0;
    float squaresOfOther = 0;
    for (int at = 0; at < DIMENSIONS; at++) {
      product += one[at] * other[at];
      squares += one[at] * one[at];
      squaresOfOther += other[at] * other[at];
    }
    return product / Math.sqrt((double) squares * squaresOfOther);
  }

  /** Writes a vector as it stands in a body. */
  static StringBuilder json(float[] vector, StringBuilder to) {
    to.append('[');
    for (int at = 0; at < vector.length; at++) {
      to.append(at == 0 ? "" : ",").append(vector[at]);
    }
    return to.append(']');
  }

  private SplittableRandom random(long stream) {
    return new SplittableRandom(seed + APART * stream);
  }

  private float[] drawn(SplittableRandom random) {
    return around(topics[random.nextInt(TOPICS)], SPREAD, random);
  }

  /** Numbers of three digits behind the point. */
  private static float[] around(float[] middle, double spread, SplittableRandom random) {
    float[] vector = new float[DIMENSIONS];
    for (int at = 0; at < DIMENSIONS; at++) {
      double number = middle[at] + spread * random.nextGaussian();
      vector[at] = (float) (Math.round(number * DECIMALS) / DECIMALS);
    }
    return vector;
  }
}
