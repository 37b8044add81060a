package io.chatlog.embedding;

import org.jspecify.annotations.Nullable;

/** What goes to a model, and what may come back. */
final class Texts {
  private Texts() {}

  /** The beginning of a text; no character of two code units is cut in half. */
  static String begin(String text, int charsMax) {
    if (text.length() <= charsMax) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
    return text.substring(0, end);
  }

  /** Why a vector is none that can be compared by cosine; null when it can. */
  static @Nullable String fault(float[] vector, int dimensions) {
    if (vector.length != dimensions) {
      return "a vector has " + vector.length + " numbers in place of " + dimensions;
    }
    boolean zero = true;
    for (float number : vector) {
      if (!Float.isFinite(number)) {
        return "a vector holds a number that is not finite";
      }
      zero &= number == 0;
    }
    return zero ? "a vector is 0 everywhere" : null;
  }
}
