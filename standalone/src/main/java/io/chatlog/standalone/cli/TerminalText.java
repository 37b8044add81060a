package io.chatlog.standalone.cli;

/**
 * Text of others as it may be printed on a terminal: what would steer the terminal, or turn around
 * the order in which letters are shown, is shown as {@code U+FFFD} and does nothing.
 */
final class TerminalText {
  private static final int HARMLESS = 0xFFFD;

  private TerminalText() {}

  /** On one line: line ends and tabs are spaces. */
  static String line(String text) {
    return safe(text, ' ', ' ');
  }

  /** On as many lines as it has. */
  static String lines(String text) {
    return safe(text.replace("\r\n", "\n"), '\n', '\t');
  }

  /** On one line of at most so many characters, the last of which says that there was more. */
  static String line(String text, int charsMax) {
    String line = line(text).strip();
    if (line.codePointCount(0, line.length()) <= charsMax) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, charsMax - 1)).stripTrailing() + "…";
  }

  private static String safe(String text, int lineEnd, int tab) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                switch (c) {
                  case '\n', 0x2028, 0x2029 -> lineEnd;
                  case '\t' -> tab;
                  default -> isHarmful(c) ? HARMLESS : c;
                })
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }

  private static boolean isHarmful(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || Character.getType(c) == Character.SURROGATE;
  }
}
