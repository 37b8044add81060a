package io.chatlog.json;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as JSON writes them, compared by their value. */
public final class JsonNumbers {
  /**
   * The longest number that is compared by its value; a longer one is compared as it is written.
   */
  static final int CHARS_MAX = 1_000;

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d{1,9})?");

  private JsonNumbers() {}

  /**
   * What all texts of the same number have in common: {@code 1.5}, {@code 1.50} and {@code 15e-1}
   * give the same, and so do {@code 100} and {@code 1E2}. Nothing is rounded.
   *
   * @return null for a text that is no number, or is too long or too large for one
   */
  public static @Nullable String canonical(String text) {
    if (text.isEmpty() || text.length() > CHARS_MAX || !NUMBER.matcher(text).matches()) {
      return null;
    }
    try {
      return new BigDecimal(text).stripTrailingZeros().toString();
    } catch (ArithmeticException | NumberFormatException tooLarge) {
      return null;
    }
  }
}
