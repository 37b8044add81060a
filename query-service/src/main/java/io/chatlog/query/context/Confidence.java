package io.chatlog.query.context;

/**
 * How far a context stands for the conversation, 0 to 1: the product of
 *
 * <ul>
 *   <li>how much of what is talked about the key points talk about: the part of the terms of all
 *       sentences, each counted as often as it comes, that the key points have too;
 *   <li>how much there was to choose from: {@code n / (n + 2)} for n sentences, so that a
 *       conversation of one sentence is no ground for much;
 *   <li>how much was looked at: the part of the messages asked for.
 * </ul>
 *
 * It compares contexts with each other; it is no probability. 0 where nothing is said.
 */
final class Confidence {
  private static final double FEW = 2;

  private Confidence() {}

  static double of(double covered, int sentences, double lookedAt) {
    double value = covered * (sentences / (sentences + FEW)) * lookedAt;
    return Math.round(Math.clamp(value, 0, 1) * 100) / 100.0;
  }
}
