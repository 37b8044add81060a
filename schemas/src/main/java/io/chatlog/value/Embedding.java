package io.chatlog.value;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A vector that stands for a text: finite numbers, not all of them 0, so that its angle with
 * another one is known. Immutable; two of the same numbers are equal.
 */
public final class Embedding {
  /** The most numbers. */
  public static final int DIMENSIONS_MAX = 4_096;

  private static final double MICRO = 1e6;

  private final float[] numbers;

  private Embedding(float[] numbers) {
    this.numbers = numbers;
  }

  /**
   * A vector of numbers, which are copied; null where they make none: no number or more than
   * {@value #DIMENSIONS_MAX}, one that is not finite, or nothing but 0.
   */
  public static @Nullable Embedding of(float @Nullable [] numbers) {
    return numbers == null || !isOne(numbers) ? null : new Embedding(numbers.clone());
  }

  private static boolean isOne(float[] numbers) {
    boolean points = false;
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        return false;
      }
      points |= number != 0;
    }
    return points && numbers.length <= DIMENSIONS_MAX;
  }

  /**
   * The vector of bytes as {@link #toBytes} makes them.
   *
   * @throws IllegalArgumentException when they are of none
   */
  public static Embedding ofBytes(byte[] bytes) {
    float[] numbers = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    if (bytes.length % Float.BYTES != 0 || !isOne(numbers)) {
      throw new IllegalArgumentException("not the bytes of a vector");
    }
    return new Embedding(numbers);
  }

  /** The numbers as 4 bytes each, little-endian. */
  public byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(byteLength()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return bytes.array();
  }

  /** How many bytes {@link #toBytes} makes. */
  public int byteLength() {
    return numbers.length * Float.BYTES;
  }

  /** How many numbers it has. */
  public int dimensions() {
    return numbers.length;
  }

  /** A copy of the numbers. */
  public float[] toFloats() {
    return numbers.clone();
  }

  /** Numbers that point the same way and have the length 1. */
  public float[] direction() {
    double squares = 0;
    for (float number : numbers) {
      squares += (double) number * number;
    }
    double length = Math.sqrt(squares);
    float[] unit = new float[numbers.length];
    for (int at = 0; at < numbers.length; at++) {
      unit[at] = (float) (numbers[at] / length);
    }
    return unit;
  }

  /**
   * The cosine of the angle between two vectors, as the product of their {@link #direction}s tells
   * it: rounded to six decimals, because the last ones depend on the order of the sum.
   */
  public static double cosine(double product) {
    return Math.rint(Math.clamp(product, -1.0, 1.0) * MICRO) / MICRO + 0.0; // no negative zero
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Embedding that && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    return "Embedding[" + numbers.length + " numbers, " + Integer.toHexString(hashCode()) + "]";
  }
}
