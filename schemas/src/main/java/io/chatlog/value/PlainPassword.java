package io.chatlog.value;

/**
 * A password as a client sent it, on its way to its hash. Its text form says nothing.
 *
 * @param text {@value #CHARS_MIN}..{@value #CHARS_MAX} characters where it is to be set
 */
public record PlainPassword(String text) {
  /** The shortest password, in Unicode code points. */
  public static final int CHARS_MIN = 8;

  /** The longest one, in Unicode code points. */
  public static final int CHARS_MAX = 1_024;

  /** Whether a user may have it. */
  public boolean isLegal() {
    int chars = text.codePointCount(0, text.length());
    return chars >= CHARS_MIN && chars <= CHARS_MAX;
  }

  @Override
  public String toString() {
    return "PlainPassword[…]";
  }
}
