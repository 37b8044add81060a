package io.chatlog.value;

/**
 * What a text is like, found in one pass without a copy.
 *
 * @param chars Unicode code points
 * @param bytes length in UTF-8
 * @param blank whether nothing in it is visible: white space, space characters, controls and
 *     invisible format characters such as a zero-width space only, or nothing at all
 * @param control whether it has a control character
 * @param wellFormed whether it has no lone surrogate
 */
public record TextShape(int chars, long bytes, boolean blank, boolean control, boolean wellFormed) {
  /** The shape of a text. */
  public static TextShape of(String text) {
    int length = text.length();
    int chars = 0;
    long bytes = 0;
    boolean blank = true;
    boolean control = false;
    boolean wellFormed = true;
    for (int at = 0; at < length; at++) {
      char c = text.charAt(at);
      chars++;
      if (c < 0x80) {
        bytes++;
        if (c > ' ' && c != 0x7f) {
          blank = false;
        } else if (c != ' ') {
          control = true;
        }
      } else if (!Character.isSurrogate(c)) {
        bytes += c < 0x800 ? 2 : 3;
        control |= c < 0xa0;
        blank = blank && isInvisible(c);
      } else if (Character.isHighSurrogate(c)
          && at + 1 < length
          && Character.isLowSurrogate(text.charAt(at + 1))) {
        at++;
        bytes += 4;
        blank = blank && isInvisible(Character.toCodePoint(c, text.charAt(at)));
      } else {
        bytes += 3;
        wellFormed = false;
        blank = false;
      }
    }
    return new TextShape(chars, bytes, blank, control, wellFormed);
  }

  private static boolean isInvisible(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.FORMAT;
  }
}
