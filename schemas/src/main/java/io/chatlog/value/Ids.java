package io.chatlog.value;

import java.util.Optional;

/**
 * The rule that every id of the HTTP contract keeps: 1..{@value #CHARS_MAX} characters (Unicode
 * code points), no control character, no white space, no {@code /}, no lone surrogate, and neither
 * {@code .} nor {@code ..}.
 *
 * <p>Because no id holds a control character, {@code U+0000} separates ids in state keys and {@code
 * U+001F} separates them in record keys.
 */
public final class Ids {
  /** The longest id, in Unicode code points. */
  public static final int CHARS_MAX = 128;

  private Ids() {}

  /** What is wrong with an id, as a phrase that completes "the id …", or empty when it is legal. */
  public static Optional<String> fault(String id) {
    int length = id.length();
    if (length == 0) {
      return Optional.of("is empty");
    }
    if (length > CHARS_MAX && id.codePointCount(0, length) > CHARS_MAX) {
      return Optional.of("is longer than " + CHARS_MAX + " characters");
    }
    if (id.equals(".") || id.equals("..")) {
      return Optional.of("must not be . or ..");
    }
    for (int at = 0; at < length; at++) {
      char c = id.charAt(at);
      if (c > ' ' && c < 0x7f) {
        if (c == '/') {
          return Optional.of("must not contain /");
        }
      } else if (Character.isHighSurrogate(c)
          && at + 1 < length
          && Character.isLowSurrogate(id.charAt(at + 1))) {
        at++;
      } else if (Character.isSurrogate(c)) {
        return Optional.of("contains a lone surrogate");
      } else if (Character.isISOControl(c)) {
        return Optional.of("contains a control character");
      } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        return Optional.of("contains white space");
      }
    }
    return Optional.empty();
  }

  static String checked(String id, String what) {
    Optional<String> fault = fault(id);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(what + " " + fault.get());
    }
    return id;
  }
}
